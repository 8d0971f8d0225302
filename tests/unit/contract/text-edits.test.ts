import fc from "fast-check";
import { expect, test } from "vitest";
import {
  growthOf,
  joinedEdits,
  minimalEdit,
  type TextEdit,
  withEdits,
  withEditsAtOnce,
} from "#contract/text/text-edits.ts";

/** Successive edits, each relative to the result of the previous ones, close enough to touch occasionally. */
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

test("joined edits have the same result as the single ones, and the same growth", () => {
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

test("typing, deleting and composing at one position is one edit", () => {
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

function applied(from: string, to: string): string {
  const edit = minimalEdit(from, to);
  if (!edit) return from;
  return from.slice(0, edit.offset) + edit.text + from.slice(edit.offset + edit.length);
}

test("equal texts need no edit", () => {
  expect(minimalEdit("同じ", "同じ")).toBeNull();
});

test("only the differing part is replaced", () => {
  expect(minimalEdit("春の海ひねもす", "春の川ひねもす")).toEqual({ offset: 2, length: 1, text: "川" });
  expect(minimalEdit("ab", "aXb")).toEqual({ offset: 1, length: 0, text: "X" });
  expect(minimalEdit("aaa", "aa")).toEqual({ offset: 2, length: 1, text: "" });
});

test("a surrogate pair is replaced completely", () => {
  // 😀 and 😁 have the same first unit, 𠮟 and 𡮟 the same second one.
  expect(minimalEdit("a😀b", "a😁b")).toEqual({ offset: 1, length: 2, text: "😁" });
  expect(minimalEdit("\u{20b9f}", "\u{21b9f}")?.length).toBe(2);
});

test("a CRLF is replaced completely", () => {
  const edit = minimalEdit("a\r\nb", "a\nb");
  expect(edit).toEqual({ offset: 1, length: 2, text: "\n" });
});

test("the edit turns any text into any other", () => {
  const pieces = ["", "a", "あ", "\r\n", "\n", "😀", "😁", "ab\r"];
  for (const a of pieces) {
    for (const b of pieces) {
      for (const c of pieces) {
        expect(applied(a + b + c, a + c + b)).toBe(a + c + b);
        expect(applied(a + b, b + c)).toBe(b + c);
      }
    }
  }
});

test("an edit in a long text is found beside every border of the compared pieces", () => {
  const text = "春の海ひねもすのたりのたりかな\n".repeat(1000);
  for (const border of [4096, 8192, text.length - 4096]) {
    for (const offset of [border - 1, border, border + 1]) {
      const edit = { offset, length: 1, text: "X" };
      expect(minimalEdit(text, withEdits(text, [edit]))).toEqual(edit);
      const two = withEdits(text, [{ offset: 7, length: 1, text: "X" }, edit]);
      expect(minimalEdit(text, two)).toMatchObject({ offset: 7, length: offset + 1 - 7 });
    }
  }
});

test("simultaneous edits refer to the original text", () => {
  const edits = [
    { offset: 4, length: 1, text: "" },
    { offset: 0, length: 1, text: "AA" },
    { offset: 2, length: 0, text: "-" },
  ];
  expect(withEditsAtOnce("abcde", edits)).toBe("AAb-cd");
});
