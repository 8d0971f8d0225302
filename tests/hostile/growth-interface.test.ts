import { test } from "vitest";
import { reportAttempts } from "#tests/support/attack.ts";
import { rendererParsers } from "./growth/renderer-parsers.ts";
import { growingSeeds } from "./growth/measure.ts";
import { seedsToTry } from "./growth/parser.ts";

test.each(rendererParsers)(
  "$name: the time grows about linearly with the size of the text",
  async (parser) => {
    const seeds = seedsToTry(parser);
    const succeeded = growingSeeds(parser, seeds);
    await reportAttempts(`slow text in the interface: ${parser.name}`, {
      tried: seeds.length,
      succeeded,
    });
  },
);
