import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "./rooms.ts";

/** Matches the call that defines a test, such as `test(`, `phpTest(` or `test.skipIf(isSlow)(`. */
const testHead = /^\s*(?:\w+Test|test|it)(?:\.\w+)*\(/;
const callbackHead = /^\s*(?:async )?\(.*\) => \{$/;

/**
 * Returns the line numbers at which a test of a formatted source returns early without failing.
 * A test that returns early would count as passed.
 */
function earlyReturns(source: string): number[] {
  const lines = source.split("\n");
  const indentOf = (line: string): number => line.length - line.trimStart().length;
  /** Returns the nearest line above that is indented less. */
  const around = (index: number): number => {
    const indent = indentOf(lines[index] ?? "");
    let at = index - 1;
    while (at >= 0 && (lines[at]?.trim() === "" || indentOf(lines[at] ?? "") >= indent)) at -= 1;
    return at;
  };
  return lines.flatMap((line, index) => {
    if (!/^\s+if \(.*\) return;/.test(line)) return [];
    const head = around(index);
    const first = lines[head] ?? "";
    const defining = callbackHead.test(first) ? (lines[around(head)] ?? "") : first;
    return testHead.test(defining) ? [index + 1] : [];
  });
}

/** Returns the line numbers at which a test presses Control for a command, which has Command on a Mac. */
function keysOfOneSystem(source: string): number[] {
  return source
    .split("\n")
    .flatMap((line, index) =>
      /\.press\(["`]Control\+|modifiers: \["Control"/.test(line) ? [index + 1] : [],
    );
}

/** Tests that check the modifier itself. */
const modifierTests = ["tests/unit/renderer/preview-page/preview-page.test.ts"];

/** Returns the places that `find` finds in all tests, as file and line. */
async function placesInTests(find: (source: string) => number[]): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob("tests/**/*.{test,spec}.{ts,tsx}", { cwd: repository })) {
    const path = file.replaceAll("\\", "/");
    found.push(...find(readFileSync(join(repository, file), "utf8")).map((line) => `${path}:${line}`));
  }
  return found;
}

test("finds only tests that return early", () => {
  const giveUp = "if (!hasPhp) return;";
  const source = `
test("a", () => {
  ${giveUp}
});
test.runIf(x)(
  "b",
  async () => {
    ${giveUp}
  },
);
beforeAll(() => {
  ${giveUp}
});
test("c", () => {
  values.forEach((value) => {
    if (!value) return;
  });
});
`;
  expect(earlyReturns(source)).toEqual([3, 8]);
});

test("no test returns early: a test that a system cannot run is skipped, so that it is counted", async () => {
  expect(await placesInTests(earlyReturns)).toEqual([]);
});

test("no test presses Control where a Mac has Command", async () => {
  const planted = ["Control+Z", "ControlOrMeta+Z"].map((key) => `page.keyboard.press("${key}");`);
  expect(keysOfOneSystem(planted.join("\n"))).toEqual([1]);
  const places = await placesInTests(keysOfOneSystem);
  expect(places.filter((place) => !modifierTests.includes(place.replace(/:\d+$/, "")))).toEqual([]);
});
