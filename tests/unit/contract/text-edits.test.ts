import fc from "fast-check";
import { expect, test } from "vitest";
import { growthOf, joinedEdits, type TextEdit, withEdits } from "#contract/text/text-edits.ts";

/** Edits that each count in what the ones before left, close enough to touch now and then. */
const edits = fc.array(
  fc.record({ offset: fc.nat(24), length: fc.nat(5), text: fc.constantFrom("", "a", "雨の", "𠮷", "\r\n") }),
  { maxLength: 12 },
);

function inside(text: string, wanted: readonly TextEdit[]): TextEdit[] {
  let length = text.length;
  return wanted.map((edit) => {
    const offset = Math.min(edit.offset, length);
    const fitting = { ...edit, offset, length: Math.min(edit.length, length - offset) };
    length += growthOf([fitting]);
    return fitting;
  });
}

test("joined edits do what they did one by one, and are as long", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), edits, (text, wanted) => {
      const all = inside(text, wanted);
      const after = withEdits(text, all);
      if (withEdits(text, joinedEdits(all)) !== after) return false;
      return after.length === text.length + growthOf(all);
    }),
    { numRuns: 1000 },
  );
});

test("what is typed, taken back and composed in one place is one edit", () => {
  const typed: TextEdit[] = [
    { offset: 5, length: 0, text: "u" },
    { offset: 5, length: 1, text: "う" },
    { offset: 6, length: 0, text: "み" },
    { offset: 5, length: 2, text: "海" },
    { offset: 6, length: 0, text: "x" },
    { offset: 6, length: 1, text: "" },
    { offset: 4, length: 1, text: "" },
  ];
  expect(joinedEdits(typed)).toEqual([{ offset: 4, length: 1, text: "海" }]);
});
