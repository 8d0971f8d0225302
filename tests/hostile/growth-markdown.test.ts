import { test } from "vitest";
import { reportAttempts } from "#tests/support/attack.ts";
import { markdownParsers } from "./growth/text-parsers.ts";
import { growingSeeds } from "./growth/measure.ts";
import { seedsToTry } from "./growth/parser.ts";

test.each(markdownParsers)(
  "$name: the time grows about linearly with the size of the text",
  async (parser) => {
    const seeds = seedsToTry(parser);
    const succeeded = growingSeeds(parser, seeds);
    await reportAttempts(`slow Markdown: ${parser.name}`, { tried: seeds.length, succeeded });
  },
);
