import { test } from "vitest";
import { reportAttempts } from "#tests/support/attack.ts";
import { markdownParsers } from "./growth/text-parsers.ts";
import { growingSeeds } from "./growth/measure.ts";
import { seedsToTry } from "./growth/parser.ts";

test.each(markdownParsers)("$name: twice the text takes about twice the time", async (parser) => {
  const seeds = seedsToTry(parser);
  const succeeded = growingSeeds(parser, seeds);
  await reportAttempts(`slow Markdown: ${parser.name}`, { tried: seeds.length, succeeded });
});
