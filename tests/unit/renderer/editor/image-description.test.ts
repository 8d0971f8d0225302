import { expect, test } from "vitest";
import { descriptionAt, positionAfterDescription } from "#renderer/editor/images/image-description.ts";

const other = "![](../media/b.png)";

test.each([
  ["![|](a.png)", "", "![](a.png)|"],
  ["文![夏|](<a b(1).png>)です", "", "文![夏](<a b(1).png>)|です"],
  ['![夏|の\\[日\\]](a_(1).png "題")', other, `![夏の\\[日\\]](a_(1).png "題")\n![|](../media/b.png)`],
  ["![夏|](a.png)", "![冬](b.png)", "![夏](a.png)|"],
  ["![夏|](a.png)", `文${other}`, "![夏](a.png)|"],
  [`![夏|](a.png) ${other}`, "", "![夏](a.png) ![|](../media/b.png)"],
  [`![夏|](a.png) と ${other}`, "", `![夏](a.png)| と ${other}`],
])("Tab in %j, with %j on the next line, leads to %j", (written, below, expected) => {
  const line = written.replace("|", "");
  const target = positionAfterDescription(line, written.indexOf("|"), below);
  if (!target) throw new Error("no target");
  const lines = target.lines === 1 ? [line, below] : [line];
  const at = lines.at(-1) ?? "";
  const shown = [...lines.slice(0, -1), `${at.slice(0, target.offset)}|${at.slice(target.offset)}`];
  expect(shown.join("\n")).toBe(expected);
});

test("outside descriptions, Tab has no special function", () => {
  expect(positionAfterDescription("![夏](a.png)", 11, "")).toBeNull();
  expect(positionAfterDescription("![夏](a.png)", 1, "")).toBeNull();
  expect(positionAfterDescription("[夏](a.png)", 2, "")).toBeNull();
  expect(descriptionAt("![夏](a.png)", 2)).toEqual({ start: 2, end: 3, behind: 11 });
});
