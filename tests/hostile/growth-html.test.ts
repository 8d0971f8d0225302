import { test } from "vitest";
import { reportAttempts } from "#tests/support/attack.ts";
import { htmlParsers } from "./growth/text-parsers.ts";
import { growingSeeds } from "./growth/measure.ts";

test.each(htmlParsers)("$name: twice the text takes about twice the time", async (parser) => {
  const succeeded = growingSeeds(parser);
  await reportAttempts(`slow HTML and CSS: ${parser.name}`, { tried: parser.seeds.length, succeeded });
});
