import { test } from "vitest";
import { reportAttempts } from "#tests/support/attack.ts";
import { rendererParsers } from "./growth/renderer-parsers.ts";
import { growingSeeds } from "./growth/measure.ts";

test.each(rendererParsers)("$name: twice the text takes about twice the time", async (parser) => {
  const succeeded = growingSeeds(parser);
  await reportAttempts(`slow text in the interface: ${parser.name}`, {
    tried: parser.seeds.length,
    succeeded,
  });
});
