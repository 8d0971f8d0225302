import { test } from "vitest";
import { reportAttempts } from "#tests/support/attack.ts";
import { wordParsers } from "./growth/word-parsers.ts";
import { growingSeeds } from "./growth/measure.ts";

test.each(wordParsers)("$name: twice the text takes about twice the time", async (parser) => {
  const succeeded = growingSeeds(parser);
  await reportAttempts(`slow words, dates and keys: ${parser.name}`, {
    tried: parser.seeds.length,
    succeeded,
  });
});
