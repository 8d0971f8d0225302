import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pageScript } from "#engine/site/search/page-script.ts";
import { searchPageModule } from "../../../../../scripts/search-page-script.mjs";

test("the engine's copy of the script equals that of the sources; if not: npm run build", async () => {
  const held = join(import.meta.dirname, "../../../../../electron/engine/site/search/page-script.ts");
  expect(readFileSync(held, "utf8")).toBe(await searchPageModule());
});

test("it is small, and needs nothing that a strict policy forbids", () => {
  expect(gzipSync(pageScript).length).toBeLessThan(8 * 1024);
  expect(pageScript).not.toMatch(
    /\beval\b|new Function|innerHTML|insertAdjacentHTML|document\.write|\bfetch\(/,
  );
});
