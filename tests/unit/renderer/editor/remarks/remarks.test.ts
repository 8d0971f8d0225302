import fc from "fast-check";
import { expect, test } from "vitest";
import type { Problem } from "#contract/errors.ts";
import { fixKinds, lineFix } from "#renderer/editor/remarks/quick-fixes.ts";
import type { FixKind } from "#renderer/state/current-editor.ts";
import { problemRemark, remarksAt } from "#renderer/editor/remarks/remark.ts";
import { type TextLines, TextWords } from "#renderer/editor/remarks/text-words.ts";
import { ended } from "../../support/ended.ts";

function linesOf(text: string): TextLines {
  const lines = text.split("\n");
  return { count: lines.length, at: (line) => lines[line] ?? "" };
}

test("only English prose is checked, and each word has its position", () => {
  const body = `A **quik** word、しかし English もある。
Windowsの話 \`cofde\` <b class="wrod">bold</b> https://exampel.com/pth me@mial.com
[lnik text](addres.html) NASA iPhone v2beta don’t

\`\`\`
nott prose
\`\`\`
`;
  const words = new TextWords();
  const found = ended(words.look(linesOf(body)));
  expect(found).toEqual(["quik", "word", "English", "bold", "lnik", "text", "don’t"]);
  for (const { word, line, column } of words.positionsOf(new Set(found))) {
    expect(body.split("\n")[line]?.slice(column, column + word.length)).toBe(word);
  }
});

test("after changes, only changed lines are scanned again, and later lines whose state changed", () => {
  const words = new TextWords();
  const lines = ["one", "two", "", "three", "four"];
  const read: number[] = [];
  const look = (): string[] =>
    ended(
      words.look({
        count: lines.length,
        at: (line) => {
          read.push(line);
          return lines[line] ?? "";
        },
      }),
    );
  const put = (from: number, until: number, ...next: string[]): string[] => {
    lines.splice(from, until - from, ...next);
    words.changed([{ range: { startLineNumber: from + 1, endLineNumber: until }, text: next.join("\n") }]);
    read.length = 0;
    return look();
  };
  expect(look()).toEqual(["one", "two", "three", "four"]);
  expect(put(1, 2, "second")).toEqual(["one", "second", "three", "four"]);
  expect(read).toEqual([1]);
  expect(put(0, 1, "zero", "half")).toEqual(["zero", "half", "second", "three", "four"]);
  expect(read).toEqual([0, 1]);
  expect(put(2, 4, "```")).toEqual(["zero", "half"]);
  expect(read).toEqual([2, 3, 4]);
  expect(put(2, 3, "", "")).toEqual(["zero", "half", "three", "four"]);
  expect(words.positionsOf(new Set(["four"]))).toEqual([{ word: "four", line: 5, column: 0 }]);
});

test("a scan after any changes has the same result as a first scan", () => {
  const line = fc.constantFrom(
    "",
    "one two",
    "```",
    "    code here",
    "- item",
    "<!-- note",
    "-->",
    "雨 word",
  );
  const change = fc.record({
    at: fc.nat(12),
    removed: fc.nat(3),
    put: fc.array(line, { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.array(change, { maxLength: 8 }),
      (first, changes) => {
        const words = new TextWords();
        const lines = [...first];
        for (const { at, removed, put } of changes) {
          ended(words.look(linesOf(lines.join("\n"))));
          const from = Math.min(at, lines.length - 1);
          const until = Math.min(from + 1 + removed, lines.length);
          lines.splice(from, until - from, ...put);
          words.changed([
            { range: { startLineNumber: from + 1, endLineNumber: until }, text: put.join("\n") },
          ]);
        }
        const found = ended(words.look(linesOf(lines.join("\n"))));
        const fresh = new TextWords();
        expect(found).toEqual(ended(fresh.look(linesOf(lines.join("\n")))));
        expect(words.positionsOf(new Set(found))).toEqual(fresh.positionsOf(new Set(found)));
      },
    ),
    { numRuns: 300 },
  );
});

function fixed(
  code: Problem["code"],
  values: Problem["values"],
  line: string,
): Partial<Record<FixKind, string>> {
  return Object.fromEntries(
    fixKinds({ code }).map((kind) => {
      const fix = lineFix(kind, { values }, line);
      return [kind, fix && line.slice(0, fix.start) + fix.text + line.slice(fix.end)];
    }),
  );
}

test("each fix changes its own part of the line", () => {
  expect(fixed("markdown.windowsPath", { text: "C:\\*.txt。" }, "拡張子は C:\\*.txt。です")).toEqual({
    asCode: "拡張子は `C:\\*.txt`。です",
    doubleBackslashes: "拡張子は C:\\\\*.txt。です",
  });
  expect(
    fixed("markdown.swallowedDefinition", { text: "[追記]: 直しました" }, "> [追記]: 直しました"),
  ).toEqual({
    escapeBracket: "> \\[追記]: 直しました",
    wideColon: "> [追記]： 直しました",
  });
  const spaced = (line: string): unknown => fixed("markdown.markSpace", { text: line }, line).plainSpace;
  expect(["##　題", "##題", "-\u00a0項", "> -　項", "1. *　項", "- -　項"].map(spaced)).toEqual([
    "## 題",
    "## 題",
    "- 項",
    "> - 項",
    "1. * 項",
    "- - 項",
  ]);
  expect(spaced("ただの行")).toBeNull();
  const links = '[a](b.html) と [日々](/%E6%97%A5.html "題") と ![c](/日.html)';
  expect(fixed("link.dead", { target: "/日.html" }, links)).toEqual({
    unlink: "[a](b.html) と 日々 と ![c](/日.html)",
  });
  expect(fixed("link.dead", { target: "gone.html" }, links)).toEqual({ unlink: null });
  expect(fixed("link.dead", { target: "a b(1).md" }, "[x](<a b(1).md>)と[y](c(1).md)")).toEqual({
    unlink: "xと[y](c(1).md)",
  });
  expect(lineFix("describe", { values: { target: "夏 (1).png" } }, "![](<夏 (1).png>)")).toMatchObject({
    start: 2,
    end: 2,
  });
  expect(lineFix("describe", { values: { target: "b.png" } }, "![](a.png) ![ ](b.png)")).toEqual({
    start: 13,
    end: 14,
    text: "",
    select: [13, 13],
  });
  expect(fixKinds({ code: "guid.duplicate" })).toEqual([]);
});

test("a problem is marked at the text that it names, otherwise on the whole line; the mark at the caret is first", () => {
  const values = { target: "b.html" };
  const problem: Problem = { code: "link.dead", severity: "warning", values };
  const named = problemRemark(problem, 2, "  [a](b.html)");
  expect(named).toMatchObject({ line: 2, start: 6, end: 12 });
  const whole = problemRemark({ ...problem, values: {} }, 2, "  [a](b.html) ");
  expect(whole).toMatchObject({ start: 2, end: 13 });
  const word = { kind: "word", word: "x", line: 2, start: 0, end: 1 } as const;
  expect(remarksAt([word, named], 2, 8)).toEqual([named, word]);
  expect(remarksAt([word, named], 3, 8)).toEqual([]);
});
