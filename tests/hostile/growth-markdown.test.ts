import { test } from "vitest";
import { reportAttempts } from "#tests/support/attack.ts";
import { markdownParsers } from "./growth/text-parsers.ts";
import { growingSeeds } from "./growth/measure.ts";

test.each(markdownParsers)("$name: twice the text takes about twice the time", async (parser) => {
  const succeeded = growingSeeds(parser);
  await reportAttempts(`slow Markdown: ${parser.name}`, { tried: parser.seeds.length, succeeded });
});
