import { expect, test } from "vitest";
import { yamlPlace } from "#renderer/writing/yaml-place.ts";

const lines = `title: x
author:
  name: 文机

  # a remark
  url:
links:
  - label: a
    url: b
  -
sections:
  "a b":
    titles:
      post: p
footer:
- one
-
feeds:
  content: f
  it`.split("\n");
lines[3] = "  ";

test.each([
  [0, 2, [], "key"],
  [0, 8, ["title"], "value"],
  [2, 3, ["author"], "key"],
  [3, 2, ["author"], "key"],
  [3, 0, [], "key"],
  [5, 6, ["author", "url"], "value"],
  [7, 6, ["links", 0], "key"],
  [7, 12, ["links", 0, "label"], "value"],
  [8, 6, ["links", 0], "key"],
  [8, 10, ["links", 0, "url"], "value"],
  [13, 8, ["sections", "a b", "titles"], "key"],
  [15, 3, ["footer", 0], "key"],
  [18, 12, ["feeds", "content"], "value"],
  [19, 4, ["feeds"], "key"],
])("line %i, column %i belongs to %j: a %s", (line, column, path, what) => {
  expect(yamlPlace(lines, line, column)).toEqual({ path, what });
});
