import { expect, test } from "vitest";
import { retargetSettings } from "#engine/blog/links/retarget-settings.ts";
import { SettingsText } from "#engine/blog/settings/settings-text.ts";

const move = { from: "media/a.png", to: "media/嵐 の日.png" };

test("values and links in every form follow, and no other byte changes", () => {
  const text = [
    "# media/a.png はコメントのまま",
    "title:   雨音   # 題",
    "author:",
    "  image: media/a.png # 顔",
    "themeOptions: { icon: \"/media/a.png\", cover: './media/a.png', other: media/ab.png }",
    "logo: &logo media/a.png",
    "again: *logo",
    "header: |",
    "  ![絵](media/a.png) と ![別](media/ab.png)",
    "",
    '  <img src="/media/a.png" srcset="media/ab.png 1x, media/a.png 2x">',
    "notices:",
    '  - text: "ご覧ください: [絵](</media/a.png>)"',
    "  - text: '`media/a.png` という名前'",
    "links: [{ label: 絵, url: /media/a.png?1#x }]",
    "",
  ].join("\r\n");
  const edited = retargetSettings(text, move) ?? "";
  expect(edited).toBe(
    text
      .replace("image: media/a.png", "image: media/嵐 の日.png")
      .replace('icon: "/media/a.png"', 'icon: "/media/嵐 の日.png"')
      .replace("cover: './media/a.png'", "cover: './media/嵐 の日.png'")
      .replace("&logo media/a.png", "&logo media/嵐 の日.png")
      .replace("![絵](media/a.png)", "![絵](media/嵐%20の日.png)")
      .replace('src="/media/a.png"', 'src="/media/嵐%20の日.png"')
      .replace("media/a.png 2x", "media/嵐%20の日.png 2x")
      .replace("</media/a.png>", "</media/嵐%20の日.png>")
      .replace("/media/a.png?1#x", "/media/嵐 の日.png?1#x"),
  );
  expect(new SettingsText(edited).values).toMatchObject({ again: "media/嵐 の日.png" });
});

test("a name that YAML would interpret is quoted", () => {
  expect(retargetSettings("icon: media/a.png\n", { ...move, to: "media/a: b.png" })).toBe(
    'icon: "media/a: b.png"\n',
  );
  expect(retargetSettings("all: [media/a.png, x]\n", { ...move, to: "media/a, b.png" })).toBe(
    'all: ["media/a, b.png", x]\n',
  );
});

test("an encoded path stays encoded, and a byte order mark stays", () => {
  const rain = { from: "media/雨.png", to: "media/雪.png" };
  expect(retargetSettings("\uFEFFicon: media/%E9%9B%A8.png\n", rain)).toBe(
    "\uFEFFicon: media/%E9%9B%AA.png\n",
  );
});

test("settings that cannot be parsed or changed stay as they are", () => {
  expect(retargetSettings("title: [media/a.png\n", move)).toBeNull();
  // The escape hides the path from a text search.
  expect(retargetSettings('header: "![](media/\\x61.png)"\n', move)).toBeNull();
  const other = "title: 雨\nicon: media/ab.png\nmedia/a.png: key\n";
  expect(retargetSettings(other, move)).toBe(other);
});
