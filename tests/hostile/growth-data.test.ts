import { test } from "vitest";
import { reportAttempts } from "#tests/support/attack.ts";
import { dataParsers } from "./growth/data-parsers.ts";
import { growingSeeds } from "./growth/measure.ts";

test.each(dataParsers)("$name: twice the text takes about twice the time", async (parser) => {
  const succeeded = growingSeeds(parser);
  await reportAttempts(`slow YAML, TOML and templates: ${parser.name}`, {
    tried: parser.seeds.length,
    succeeded,
  });
});
