import { afterAll, beforeAll, expect, test } from "vitest";
import { cleanSvg } from "#engine/blog/images/clean-svg.ts";
import { reportAttempts } from "#tests/support/attack.ts";
import { FiringBrowser } from "./support/firing-browser.ts";
import { svgVectors } from "./support/svg-vectors.ts";

let browser: FiringBrowser;

beforeAll(async () => {
  browser = await FiringBrowser.open();
});
afterAll(() => browser.close());

test("nothing runs in a drawing that was accepted, opened by itself", async () => {
  const vectors = svgVectors();
  const succeeded: string[] = [];
  for (const [index, bytes] of vectors.entries()) {
    const verdict = cleanSvg(bytes);
    if (verdict.kind !== "clean") continue;
    const body = Buffer.from(verdict.bytes).toString();
    if (await browser.runs(`/${index}.svg`, { type: "image/svg+xml", body }))
      succeeded.push(bytes.toString());
  }
  await reportAttempts("drawings that run something", { tried: vectors.length, succeeded });
});

test("they would run if they were taken as they are", async () => {
  const unchecked = svgVectors().slice(0, 60);
  let running = 0;
  for (const [index, bytes] of unchecked.entries()) {
    const answer = { type: "image/svg+xml", body: bytes.toString() };
    if (await browser.runs(`/raw-${index}.svg`, answer)) running += 1;
  }
  expect(running).toBeGreaterThan(15);
});
