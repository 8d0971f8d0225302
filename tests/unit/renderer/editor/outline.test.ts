import { expect, test } from "vitest";
import { paragraphAt } from "#renderer/editor/focus-mode.ts";
import { outlineOf } from "#renderer/editor/outline.ts";

test("headings of both kinds are listed without markup, without lines of code and tables", () => {
  const body = `# 一筆 {#ippitsu}
text
## **太い** [link](a.html) {漢字|かんじ} ##

題名
===
second
---

\`\`\`sh
# comment
\`\`\`

    # indented code

| a | b |
- item
---
#nothing
####### seven
`;
  expect(outlineOf(body)).toEqual([
    { level: 1, text: "一筆", line: 0 },
    { level: 2, text: "太い link 漢字", line: 2 },
    { level: 1, text: "題名", line: 4 },
    { level: 2, text: "second", line: 6 },
  ]);
});

test("a paragraph extends from one blank line to the next", () => {
  const lines = ["a", "b", "", "c", "d"];
  expect([1, 2, 3, 4, 5].map((line) => paragraphAt(lines, line))).toEqual([
    [1, 2],
    [1, 2],
    [3, 3],
    [4, 5],
    [4, 5],
  ]);
});

test("headings in quotations and callouts are in the outline, as they are in the table of contents", () => {
  const text =
    "> [!NOTE]\n> ## 補足の中\n> 文\n\n> > ### 引用の中\n\n```\n> # いいえ\n```\n\n> ```\n> # いいえ\n> ```";
  expect(outlineOf(text)).toEqual([
    { level: 2, text: "補足の中", line: 1 },
    { level: 3, text: "引用の中", line: 4 },
  ]);
});
