import { expect, test } from "vitest";
import { problemPosition } from "#renderer/state/problem-position.ts";

const frontMatter = "---\ntitle: 雨\n---\n";

test("a line of the file is found in the part of the document that has it", () => {
  expect(problemPosition({ line: 1 }, frontMatter)).toEqual({ kind: "frontMatter", line: 0 });
  expect(problemPosition({ line: 3 }, frontMatter)).toEqual({ kind: "frontMatter", line: 2 });
  expect(problemPosition({ line: 4 }, frontMatter)).toEqual({ kind: "body", line: 0 });
  expect(problemPosition({ line: 6 }, frontMatter)).toEqual({ kind: "body", line: 2 });
});

test("a file without front matter begins with its text", () => {
  expect(problemPosition({ line: 1 }, "")).toEqual({ kind: "body", line: 0 });
});

test("without a line, the properties are the place", () => {
  expect(problemPosition({}, frontMatter)).toEqual({ kind: "properties" });
});
