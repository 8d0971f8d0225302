import { expect, test } from "vitest";
import { numbersBehind, withOwnNumber } from "#renderer/editor/text/list-numbers.ts";

/** Returns the lines after an item was inserted after the first one. */
function begun(lines: readonly string[], item: string): string[] {
  const after = lines.toSpliced(1, 0, item);
  for (const [line, old, marker] of numbersBehind(item, 2, (at) => after[at] ?? null)) {
    const text = after[line] ?? "";
    after[line] = old.indent + marker + text.slice(old.indent.length + old.marker.length);
  }
  return after;
}

test("the numbers of items after a new one increase", () => {
  expect(begun(["1. a", "2. b", "   続き", "   1. 内", "", "3. c", "文", "4. d"], "2. ")).toEqual([
    "1. a",
    "2. ",
    "3. b",
    "   続き",
    "   1. 内",
    "",
    "4. c",
    "文",
    "4. d",
  ]);
  expect(begun(["> 9) a", "> 10) b"], "> 10) ")).toEqual(["> 9) a", "> 10) ", "> 11) b"]);
});

test("differently numbered items stay unchanged", () => {
  expect(begun(["1. a", "1. b", "1. c"], "2. ")).toEqual(["1. a", "2. ", "1. b", "1. c"]);
  expect(begun(["1. a", "2) b"], "2. ")).toEqual(["1. a", "2. ", "2) b"]);
  expect(begun(["- a", "- b"], "- ")).toEqual(["- a", "- ", "- b"]);
  expect(begun(["   1. a", "2. b"], "   2. ")).toEqual(["   1. a", "   2. ", "2. b"]);
});

test.each([
  [["1. a", "   2. b"], "   1. b"],
  [["1. a", "   1. b", "   2. c"], "   2. c"],
  [["1. a", "   1. b", "      - x", "2. c"], "2. c"],
  [["1. a", "   1. b", "2. c"], "2. c"],
  [["文", "7. a"], "1. a"],
  [["- a", "  - b"], "  - b"],
])("in %j the last item becomes %j", (lines, item) => {
  expect(withOwnNumber(lines, lines.length - 1)).toBe(item);
});
