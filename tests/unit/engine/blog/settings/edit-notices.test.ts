import { expect, test } from "vitest";
import { editNotices } from "#engine/blog/settings/edit-notices.ts";
import { readSettings } from "#engine/blog/settings/load-settings.ts";

const before = `# わたしのブログ
title: 雨音   # 名
notices:
  - text: "引っ越しました。" # 残す
    colour: red
  # 多忙
  - text: 更新は減ります。
    at: 2022-07-24 19:32

# つながり
links:
  - { label: a,   url: b }
mine: [1,2]
`;

test("comments, unknown keys and all other bytes stay when notices are changed, kept and added", () => {
  const edited = editNotices(before, [
    { text: "引っ越しました。", from: 0 },
    { text: "戻りました。\n二行目", at: "2022-07-25 09:00", from: 1 },
    { text: "休みます: 盆", until: "2022-08-16", from: null },
  ]);
  expect(edited).toBe(
    before.replace(
      "  - text: 更新は減ります。\n    at: 2022-07-24 19:32\n",
      '  - text: |-\n      戻りました。\n      二行目\n    at: 2022-07-25 09:00\n  - text: "休みます: 盆"\n    until: 2022-08-16\n',
    ),
  );
});

test("a kept notice moves with its comment when the order changes", () => {
  const edited = editNotices(before, [
    { text: "更新は減ります。", at: "2022-07-24 19:32", from: 1 },
    { text: "引っ越しました。", from: 0 },
  ]);
  expect(readSettings(edited, "").settings.notices.map(({ text }) => text)).toEqual([
    "更新は減ります。",
    "引っ越しました。",
  ]);
  expect(edited).toContain("colour: red");
  expect(edited).toContain("# 多忙\n");
  expect(edited.slice(edited.indexOf("\n# つながり"))).toBe(before.slice(before.indexOf("\n# つながり")));
});

test("removing the last notice removes the key, and adding the first one restores it", () => {
  const none = editNotices(before, []);
  expect(none).toBe(
    before.slice(0, before.indexOf("notices:")) + before.slice(before.indexOf("\n# つながり")),
  );
  expect(editNotices("title: x", [{ text: "a", from: null }])).toBe("title: x\nnotices:\n  - text: a\n");
  expect(editNotices("", [{ text: "a", from: null }])).toBe("notices:\n  - text: a\n");
});

test("comment lines after the last notice stay, once", () => {
  const text = "notices:\n  - text: a\n    # b\n  - text: c\n    # d\n\n  # e\n# f\ntitle: x\n";
  const swapped = editNotices(text, [
    { text: "c", from: 1 },
    { text: "a", from: 0 },
  ]);
  expect(swapped).toBe("notices:\n  - text: c\n  - text: a\n    # b\n    # d\n\n  # e\n# f\ntitle: x\n");
});

test("line ends and a byte order mark stay", () => {
  const windows = `\uFEFF${before.replaceAll("\n", "\r\n")}`;
  const edited = editNotices(windows, [{ text: "一行\n二行", from: 1 }]);
  expect(edited.startsWith("\uFEFF# わたし")).toBe(true);
  expect(edited.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(readSettings(edited, "").settings.notices).toEqual([{ text: "一行\n二行" }]);
});

test.each([
  "{title: x, notices: [{text: a}]}\n",
  "notices: [{text: a}, {text: b}] # c\ntitle: x\n",
  "title: x\nnotices:\n- text: a\n- {text: b}\n",
  "title: x\nnotices: []\n",
  "title: x\nnotices:\n",
  "title: x\nother: &n\n  - text: a\nnotices: *n\n",
])("other YAML styles keep their values: %j", (text) => {
  const wanted = [{ text: "新しい「#1」: はい\n\n- 二" }, { text: "a", at: "2022-01-01" }];
  const edited = editNotices(text, [
    { ...wanted[0], text: wanted[0]?.text ?? "", from: null },
    { text: "a", at: "2022-01-01", from: 0 },
  ]);
  const { settings, problems } = readSettings(edited, "");
  expect(settings.notices).toEqual(wanted);
  expect(settings.title).toBe("x");
  expect(problems.filter(({ values }) => values?.key !== "other")).toEqual([]);
});
