import { expect, test } from "vitest";
import type { Problem } from "#contract/errors.ts";
import { englishWords } from "#renderer/editor/remarks/english-words.ts";
import { type FixKind, fixKinds, lineFix } from "#renderer/editor/remarks/quick-fixes.ts";
import { problemRemark, remarksAt } from "#renderer/editor/remarks/remark.ts";

test("only English prose is looked up, and each word where it stands", () => {
  const body = `A **quik** word、しかし English もある。
Windowsの話 \`cofde\` <b class="wrod">bold</b> https://exampel.com/pth me@mial.com
[lnik text](addres.html) NASA iPhone v2beta don’t

\`\`\`
nott prose
\`\`\`
`;
  const found = englishWords(body);
  expect(found.map(({ word }) => word)).toEqual(["quik", "word", "English", "bold", "lnik", "text", "don’t"]);
  for (const { word, line, column } of found) {
    expect(body.split("\n")[line]?.slice(column, column + word.length)).toBe(word);
  }
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

test("each fix changes its own place of the line", () => {
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
  const links = '[a](b.html) と [日々](/%E6%97%A5.html "題") と ![c](/日.html)';
  expect(fixed("link.dead", { target: "/日.html" }, links)).toEqual({
    unlink: "[a](b.html) と 日々 と ![c](/日.html)",
  });
  expect(fixed("link.dead", { target: "gone.html" }, links)).toEqual({ unlink: null });
  expect(lineFix("describe", { values: { target: "b.png" } }, "![](a.png) ![ ](b.png)")).toEqual({
    start: 13,
    end: 14,
    text: "",
    select: [13, 13],
  });
  expect(fixKinds({ code: "guid.duplicate" })).toEqual([]);
});

test("a problem is marked where it is named, else as its line; the mark at the caret comes first", () => {
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
