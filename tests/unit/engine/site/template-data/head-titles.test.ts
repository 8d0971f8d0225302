import { expect, test } from "vitest";
import { headTitle, type TitledPage } from "#engine/site/template-data/page-scope.ts";
import { makeSettings } from "../make-post.ts";

const post: TitledPage = { kind: "post", title: "雨 {site} $&", section: "hitokoto" };
const sections = {
  hitokoto: { title: "ひとこと", titles: { post: "{title}【{section}】" } },
  futakoto: { title: "ふたこと", path: "talk" },
};

test("without a pattern, the title has the page's title and the site", () => {
  expect(headTitle(post, makeSettings())).toBe("雨 {site} $& - 試験堂 日々の記");
});

test("each kind of page has a pattern, and a section may have its own", () => {
  const titles = { post: "{title} | {blog}", list: "{brand}: {title} ({section})" };
  const settings = makeSettings({ titles, sections });
  expect(headTitle(post, settings)).toBe("雨 {site} $&【ひとこと】");
  expect(headTitle({ ...post, section: "futakoto" }, settings)).toBe("雨 {site} $& | 日々の記");
  expect(headTitle({ kind: "list", title: "茶", section: "futakoto" }, settings)).toBe(
    "試験堂: 茶 (ふたこと)",
  );
  expect(headTitle({ kind: "list", title: "茶", section: "hitokoto" }, settings)).toBe(
    "試験堂: 茶 (ひとこと)",
  );
  expect(headTitle({ kind: "page", title: "紹介", section: "" }, settings)).toBe("紹介 - 試験堂 日々の記");
});

test("unknown names in braces stay", () => {
  const settings = makeSettings({ titles: { page: "{title} {x} {constructor} {}" } });
  expect(headTitle({ kind: "page", title: "a", section: "" }, settings)).toBe("a {x} {constructor} {}");
});
