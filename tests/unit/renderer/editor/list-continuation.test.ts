import { expect, test } from "vitest";
import {
  enterInList,
  indentItem,
  outdentItem,
  readListMark,
} from "#renderer/editor/text/list-continuation.ts";

function enterAtEnd(line: string) {
  return enterInList(line, line.length);
}

test.each([
  ["- りんご", "- "],
  ["  * みかん", "  * "],
  ["1. 一", "2. "],
  ["9) 九", "10) "],
  ["- [ ] 買う", "- [ ] "],
  ["- [x] 買った", "- [ ] "],
  ["> 引用", "> "],
  ["> - 引用の中", "> - "],
  ["> > 二重", "> > "],
])("Enter after %j continues with %j", (line, text) => {
  expect(enterAtEnd(line)).toEqual({ kind: "continue", text });
});

test.each([
  ["- ", ""],
  ["3. ", ""],
  ["- [ ] ", ""],
  ["> ", ""],
  ["> - ", "> "],
  ["> > ", "> "],
  ["  - ", "- "],
  ["    - [ ] ", "  - [ ] "],
])("Enter on the empty item %j leaves %j", (line, left) => {
  expect(enterAtEnd(line)).toEqual({ kind: "leave", line: left });
});

test.each([
  ["- りんご", "- ", "\n"],
  ["  つづき", "- ", "\n"],
  ["> 引用", "> ", "\n"],
  ["> - 中", "> - ", ">\n> "],
  ["> > 二重", "> > ", ">\n> "],
  ["- りんご", "  - ", "- "],
  ["", "- ", ""],
  [">", "> ", ""],
  ["文", "- ", ""],
])(
  "after %j, leaving the list with %j leaves %j, so that the next text is not part of it",
  (previous, line, left) => {
    expect(enterInList(line, line.length, previous)).toEqual({ kind: "leave", line: left });
  },
);

test("Enter has no special function in ordinary lines", () => {
  expect(enterAtEnd("ただの文")).toBeNull();
  expect(enterAtEnd("-続く")).toBeNull();
  expect(enterAtEnd("2022.5月")).toBeNull();
});

test("a hyphen before an ideographic space makes no list", () => {
  expect(readListMark("-\u3000項目")).toBeNull();
});

test("Enter before the text of an item has no special function", () => {
  expect(enterInList("- りんご", 1)).toBeNull();
  expect(enterInList("- りんご", 2)).toEqual({ kind: "continue", text: "- " });
});

test("an item is indented to the text of an item with its marker, and outdented again", () => {
  expect(indentItem("- a")).toBe("  - a");
  expect(indentItem("1. a")).toBe("   1. a");
  expect(indentItem("> - a")).toBe(">   - a");
  expect(outdentItem("  - a")).toBe("- a");
  expect(outdentItem(">   - a")).toBe("> - a");
  expect(outdentItem("\t- a")).toBe("- a");
  expect(outdentItem("- a")).toBeNull();
  expect(indentItem("文")).toBeNull();
});

test("a line of stars or hyphens is a thematic break and not an item of a list", () => {
  for (const line of ["* * *", "- - -", "> * * *", "*  *  *  *"])
    expect(enterInList(line, line.length)).toBeNull();
  expect(enterInList("- -", 3)).toMatchObject({ kind: "continue" });
});
