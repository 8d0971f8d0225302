import { expect, test } from "vitest";
import { placeOf } from "#renderer/state/problem-place.ts";

const frontMatter = "---\ntitle: 雨\n---\n";

test("a line of the file is mapped to the part of the document that contains it", () => {
  expect(placeOf({ line: 1 }, frontMatter)).toEqual({ kind: "frontMatter", line: 0 });
  expect(placeOf({ line: 3 }, frontMatter)).toEqual({ kind: "frontMatter", line: 2 });
  expect(placeOf({ line: 4 }, frontMatter)).toEqual({ kind: "body", line: 0 });
  expect(placeOf({ line: 6 }, frontMatter)).toEqual({ kind: "body", line: 2 });
});

test("in a file without front matter, the first line is text", () => {
  expect(placeOf({ line: 1 }, "")).toEqual({ kind: "body", line: 0 });
});

test("a problem without a line is in the properties", () => {
  expect(placeOf({}, frontMatter)).toEqual({ kind: "properties" });
});
