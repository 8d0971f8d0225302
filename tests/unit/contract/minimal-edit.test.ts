import { expect, test } from "vitest";
import { minimalEdit } from "#contract/text/minimal-edit.ts";

function applied(from: string, to: string): string {
  const edit = minimalEdit(from, to);
  if (!edit) return from;
  return from.slice(0, edit.offset) + edit.text + from.slice(edit.offset + edit.length);
}

test("equal texts need no edit", () => {
  expect(minimalEdit("同じ", "同じ")).toBeNull();
});

test("only what differs is replaced", () => {
  expect(minimalEdit("春の海ひねもす", "春の川ひねもす")).toEqual({ offset: 2, length: 1, text: "川" });
  expect(minimalEdit("ab", "aXb")).toEqual({ offset: 1, length: 0, text: "X" });
  expect(minimalEdit("aaa", "aa")).toEqual({ offset: 2, length: 1, text: "" });
});

test("a surrogate pair is replaced whole", () => {
  // 😀 and 😁 share their first half, 𠮟 and 𡮟 their second.
  expect(minimalEdit("a😀b", "a😁b")).toEqual({ offset: 1, length: 2, text: "😁" });
  expect(minimalEdit("\u{20b9f}", "\u{21b9f}")?.length).toBe(2);
});

test("a CRLF is replaced whole", () => {
  const edit = minimalEdit("a\r\nb", "a\nb");
  expect(edit).toEqual({ offset: 1, length: 2, text: "\n" });
});

test("the edit turns the one text into the other, whatever they are", () => {
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
