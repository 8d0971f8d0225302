import { test } from "vitest";
import { reportAttempts } from "#tests/support/attack.ts";
import { dataParsers } from "./growth/data-parsers.ts";
import { growingSeeds } from "./growth/measure.ts";
import { seedsToTry } from "./growth/parser.ts";

test.each(dataParsers)("$name: the time grows about linearly with the size of the text", async (parser) => {
  const seeds = seedsToTry(parser);
  const succeeded = growingSeeds(parser, seeds);
  await reportAttempts(`slow YAML, TOML and templates: ${parser.name}`, {
    tried: seeds.length,
    succeeded,
  });
});
