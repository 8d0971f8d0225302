import { test } from "vitest";
import { reportAttempts } from "#tests/support/attack.ts";
import { wordParsers } from "./growth/word-parsers.ts";
import { growingSeeds } from "./growth/measure.ts";
import { seedsToTry } from "./growth/parser.ts";

test.each(wordParsers)("$name: the time grows about linearly with the size of the text", async (parser) => {
  const seeds = seedsToTry(parser);
  const succeeded = growingSeeds(parser, seeds);
  await reportAttempts(`slow words, dates and keys: ${parser.name}`, {
    tried: seeds.length,
    succeeded,
  });
});
