import { expect, test } from "vitest";
import { placeOf } from "#renderer/state/problem-place.ts";

const frontMatter = "---\ntitle: 雨\n---\n";

test("a line of the file is found in the part of the document that has it", () => {
  expect(placeOf({ line: 1 }, frontMatter)).toEqual({ kind: "frontMatter", line: 0 });
  expect(placeOf({ line: 3 }, frontMatter)).toEqual({ kind: "frontMatter", line: 2 });
  expect(placeOf({ line: 4 }, frontMatter)).toEqual({ kind: "body", line: 0 });
  expect(placeOf({ line: 6 }, frontMatter)).toEqual({ kind: "body", line: 2 });
});

test("a file without front matter begins with its text", () => {
  expect(placeOf({ line: 1 }, "")).toEqual({ kind: "body", line: 0 });
});

test("without a line, the properties are the place", () => {
  expect(placeOf({}, frontMatter)).toEqual({ kind: "properties" });
});
