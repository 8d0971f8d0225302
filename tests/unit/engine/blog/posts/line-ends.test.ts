import { expect, test } from "vitest";
import { keepLineEnds } from "#engine/blog/posts/line-ends.ts";

test.each([
  ["a\nb\nc", "a\r\nb\r\n", "a\r\nb\r\nc"],
  ["a\r\nb\r\n", "a\nb\n", "a\nb\n"],
  ["a\nb\r\n", "one line", "a\nb\r\n"],
  ["", "a\r\n", ""],
  ["1\n2\nnew\n4\n5", "1\r\n2\n3\r\n4\r\n5", "1\r\n2\nnew\r\n4\r\n5"],
  ["1\n2\n3\n", "1\n2\r\n3\n", "1\n2\r\n3\n"],
  ["1\n1\n2\n", "1\r\n2\n", "1\r\n1\n2\n"],
  // The lines between two edits keep their line ends
  ["1!\n2\n3\n4\n5!\n", "1\r\n2\n3\r\n4\n5\r\n", "1!\r\n2\n3\r\n4\n5!\r\n"],
  ["0\n1\n2\n3\n5\n", "1\r\n2\n3\r\n4\n5\n6\n", "0\n1\r\n2\n3\r\n5\n"],
  // Line ends of old Macintosh files
  ["1\n2\n3\n", "1\r2\r3\r", "1\r2\r3\r"],
  ["1\n2!\n3\n", "1\r2\n3\n", "1\r2!\n3\n"],
])("%j in place of %j is written as %j", (text, original, result) => {
  expect(keepLineEnds(text, original)).toBe(result);
});

test("an unchanged text is written with its original line ends, even if they are mixed", () => {
  const original = "a\r\n\r\nb\n\nb\r\nc\n";
  expect(keepLineEnds(original.replaceAll("\r\n", "\n"), original)).toBe(original);
});
