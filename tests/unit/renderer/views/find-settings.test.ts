import { expect, test } from "vitest";
import { blogMessages } from "#renderer/state/language.ts";
import { settingRows } from "#renderer/views/blog-settings/setting-texts.ts";
import { findSettings } from "#renderer/views/sheets/find-settings.ts";

const rows = [
  { words: ["高コントラスト", "文字と枠をはっきりさせる"] },
  { words: ["本文の文字の大きさ", "大きく", "フォント"] },
  { words: ["書体", "フォント"] },
];
const found = (query: string): unknown[] => findSettings(rows, query).map(({ words: [name] }) => name);

test("settings with the words in their name come before those with the words in their description", () => {
  expect(found("文字")).toEqual(["本文の文字の大きさ", "高コントラスト"]);
  expect(found("ふぉんと")).toEqual(["本文の文字の大きさ", "書体"]);
  expect(found("")).toEqual(rows.map(({ words: [name] }) => name));
});

test("the gallery of themes is found by the options of themes, in either language", () => {
  const themes = [{ options: { vertical: { title: { ja: "縦書き", en: "Vertical text" } } } }];
  for (const query of ["縦書き", "vertical", "custom css"]) {
    const rows = findSettings(settingRows(blogMessages("en"), themes), query);
    expect(rows.map(({ setting }) => setting.pattern)).toContain("theme");
  }
});

test("a list of settings is found by a choice of its items, in the section that holds it", () => {
  const rows = findSettings(settingRows(blogMessages("en"), []), "mastodon");
  expect(rows.map(({ section, setting }) => `${section.id}: ${setting.pattern}`)).toEqual(
    expect.arrayContaining(["feeds: share", "feeds: author.fediverse"]),
  );
});
