import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { valuesOf } from "#engine/blog/settings/edit-settings.ts";
import { readSettings } from "#engine/blog/settings/load-settings.ts";
import {
  blankAt,
  rootSchema,
  type Setting,
  settingAt,
  settingsIn,
  withSetting,
} from "#renderer/state/blog-settings/setting-schema.ts";
import { settingForms, settingsSections } from "#renderer/state/blog-settings/setting-table.ts";
import { valueAt } from "#renderer/state/blog-settings/setting-values.ts";
import { blogMessages } from "#renderer/state/language.ts";
import { settingRows, textKeyOf } from "#renderer/views/blog-settings/setting-texts.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import { blue, green, png, quarters, red, white } from "../../../engine/site/media/images/test-images.ts";
import { editedBlog } from "./edited-blog.ts";

const sample = readFileSync(
  fileURLToPath(new URL("../../../../../resources/sample-blog/blog.yaml", import.meta.url)),
  "utf8",
);
const sections = valuesOf(sample).sections as Record<string, unknown>;

/** A setting and everything inside it; in lists the first item, among sections one of the sample blog. */
function inside(setting: Setting): Setting[] {
  const { kind, path, schema } = setting;
  if (kind === "targets" || kind === "none") return [setting];
  if (schema.properties) return [setting, ...settingsIn(setting).flatMap(inside)];
  if (kind === "list" || kind === "menu") return [setting, ...inside(settingAt([...path, 0]))];
  if (kind === "record") return [setting, ...inside(settingAt([...path, Object.keys(sections)[1] ?? ""]))];
  return [setting];
}

const lists = ["list", "menu"];
const all = Object.keys(rootSchema.properties ?? {}).flatMap((key) => inside(settingAt([key])));
const single = all.filter(
  ({ kind, schema }) => !schema.properties && !lists.includes(kind) && kind !== "record",
);

/** Values for settings that do not accept every text. */
const examples: Readonly<Record<string, unknown>> = {
  url: "https://example.net/",
  icon: "media/mark.svg",
  shareImage: "media/b.png",
  "logo.picture": "media/b.png",
  "logo.dark": "media/sea.png",
  "titles.page": "{title} ～ 雨",
  "titles.list": "{title} ～ 雨",
  "sections.*.titles.page": "{title} ～ 雪",
  "sections.*.titles.list": "{title} ～ 雪",
  "front.posts": 1,
  "front.recentUpdates": 1,
  "feeds.items": 1,
  "markdown.breaks": false,
  "markdown.contentsFrom": 9,
  "markdown.excerptLength": 60,
  timeZone: "Europe/Paris",
  language: "en",
  theme: "hitokoto",
  themeOptions: { accent: "#123456" },
  "menu.*.url": "site:contents",
  "menu.*.items.*.url": "tag:海",
  "redirects.lists": { "tags/trip": "tags/travel" },
  "feedback.to": "me@example.jp",
  "robots.disallow.*": "GPTBot",
  "checks.muted.*": "image.noAlt",
  "author.fediverse": "@me@mastodon.example",
  "sections.*.template": "post",
  "sections.*.password.user": "family",
  "sections.*.password.hash": "$apr1$SALTsalt$QAm6uBArguMD7bu85rTcL0",
  "notices.*.at": "2026-05-06 19:30",
  "notices.*.until": "2026-06-06",
  "images.widths": [320, 640],
  targets: {
    practice: { kind: "practice" },
    live: { kind: "folder", directory: "/tmp/a", url: "https://a.example/" },
  },
};

/** Values without which a setting changes nothing on the page. */
const needed: Readonly<Record<string, readonly [path: readonly (string | number)[], value: unknown]>> = {
  "logo.dark": [["logo", "picture"], "media/b.png"],
  "logo.alt": [["logo", "picture"], "media/b.png"],
  "logo.withTitle": [["logo", "picture"], "media/b.png"],
  "menu.*.label": [["menu"], [{ label: "", url: "site:contents" }]],
  "menu.*.items.*.label": [["menu"], [{ label: "雨", items: [{ label: "", url: "site:contents" }] }]],
  "menu.*.items.*.url": [["menu"], [{ label: "雨", items: [{ label: "雪", url: "" }] }]],
  "show.replyByMail": [["author", "email"], "me@example.jp"],
  "show.authorBox": [["author", "bio"], "雨の日に書く人です。"],
  "markdown.cjkLineJoin": [["markdown", "breaks"], false],
};

/** Settings that change no page, and no feed of the preview. */
const unseen = new Set([
  // The preview shows dates in the saved time zone.
  "timeZone",
  // The pages of the example belong to no section.
  "sections.*.titles.page",
  // The effects of these settings come from the server or from other programs.
  ...["author.email", "counter.live", "parts.include", "serverCode"],
  ...["redirects.htaccess", "redirects.lists", "robots.disallow.*", "checks.muted.*"],
  // The preview shows the originals of the images, draws no share pictures, and publishes nothing.
  "show.sharePictures",
  ...["images.variants", "images.widths", "images.quality", "targets", "defaultTarget", "schedule.publish"],
]);

function exampleOf({ pattern, path, kind, schema }: Setting): unknown {
  const written = valueAt(valuesOf(sample), path);
  if (pattern in examples) return examples[pattern];
  if (schema.enum) return schema.enum.find((value) => value !== written && value !== schema.default);
  if (kind === "switch" || kind === "triple") return !(written ?? schema.default ?? false);
  if (kind === "number") return 7;
  return kind === "markdown" ? "一行目: *強調*\n\n# 三行目" : `雨: "${pattern}" # 7`;
}

/** The newest post, whose page shows the effects of the settings, an earlier related post, and a page. */
const posts = {
  "posts/futakoto/sea.md": `---
title: 海
date: 2025-05-06 09:00:00
updated: 2025-06-07 10:00:00
status: ready
tags: [海, 旅]
categories: [遠出]
series: 旅の記録
cover: media/sea.png
updates:
  - "2025-06-07: 写真を加えた。"
---

静かな海です。${"波の音を聞いています。".repeat(120)}
二行目です。**「強調」**です。漢字《かんじ》、{海辺|うみべ}、《《点》》、:tea: と $x^2$ です。
日本の
行です。12月!? https://example.com/です

[追記]: これは

https://www.youtube.com/watch?v=dQw4w9WgXcQ

2022. 5月の話

> [!NOTE]
> 注です。

\`\`\`mermaid
flowchart LR
a --> b
\`\`\`

![海](../../media/sea.png)
![海](../../media/sea.png)

${[1, 2, 3, 4, 5, 6, 7].map((number) => `## 見出し${number}\n\n文です。\n`).join("\n")}`,
  "posts/futakoto/river.md": `---
title: 川
date: 2025-04-06 09:00:00
status: ready
tags: [海, 旅]
categories: [遠出]
series: 旅の記録
---

川です。
`,
  "posts/futakoto/lake.md":
    "---\ntitle: 湖\ndate: 2025-03-06 09:00:00\nstatus: ready\ntags: [海]\n---\n\n湖です。\n",
  "pages/about.md": "---\ntitle: 場所\nstatus: ready\n---\n\nここです。\n",
  "media/sea.png": png(quarters(40, 30, [red, green, blue, white])),
  "media/mark.svg":
    '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><path d="M0 0h32v32z"/></svg>',
  "media/b.png": png(quarters(40, 30, [red, green, blue, white])),
};

const comments = (text: string): string[] => text.match(/#[^\n]*/g) ?? [];

let open: Awaited<ReturnType<typeof editedBlog>>;
/** What `shown` and `alsoShown` return with the settings of the sample blog. */
let [first, others] = ["", ""];
beforeAll(async () => {
  open = await editedBlog(sample, posts);
  first = await open.shown();
  others = await open.alsoShown();
});
afterAll(() => open.blog.close());

test("there are many settings, and each is in one section", () => {
  expect(single.length).toBeGreaterThan(60);
  const shown = settingsSections.flatMap(({ keys }) => keys);
  const isInside = (key: string): boolean => key.includes(".");
  expect(shown.filter((key) => !isInside(key)).toSorted()).toEqual(
    Object.keys(rootSchema.properties ?? {}).toSorted(),
  );
  // No row is missing or shown twice, although some settings are apart from the rest of their map.
  const rows = settingRows(blogMessages("en"), []).map(({ setting }) => setting.pattern);
  expect(new Set(rows).size).toBe(rows.length);
  const parts = all.filter(({ path }) => path[0] === "show" || path[0] === "markdown");
  expect(parts.filter(({ path, pattern }) => path.length > 1 && !rows.includes(pattern))).toEqual([]);
  const front = settingRows(blogMessages("en"), []).filter(({ section }) => section.id === "front");
  expect(front.map(({ setting }) => setting.pattern)).toEqual(
    expect.arrayContaining(["front.texts", "show.covers", "show.termIndexes", "markdown.contentsFrom"]),
  );
  // Whatever shares posts is in one section, although the account belongs to the author's map.
  const feeds = settingRows(blogMessages("en"), []).filter(({ section }) => section.id === "feeds");
  expect(feeds.map(({ setting }) => setting.pattern)).toEqual(
    expect.arrayContaining(["feeds.hub", "share", "author.fediverse", "show.replyByMail"]),
  );
  const patterns = all.map(({ pattern }) => pattern);
  expect(Object.keys(settingForms).filter((pattern) => !patterns.includes(pattern))).toEqual([]);
});

test("each setting has a label in both languages, and so has each of its choices", () => {
  const wanted = all.flatMap((setting) => {
    const key = `setting.${textKeyOf(setting)}`;
    const isLeftOut = !setting.isRequired && setting.schema.default === undefined;
    const choices = [...(setting.schema.enum ?? []), ...(setting.schema.enum && isLeftOut ? ["none"] : [])];
    return [key, ...choices.map((choice) => `${key}.${choice}`)];
  });
  expect(wanted.filter((key) => !(key in ja) || !(key in en))).toEqual([]);
});

test("each setting has a form for its type", () => {
  const plain = single.filter(({ kind }) => kind === "text").filter(({ schema }) => schema.type !== "string");
  expect(plain.map(({ pattern }) => pattern)).toEqual([]);
});

test.each(single.map((setting) => [setting.pattern, setting] as const))(
  "%s is set, seen on a page of the preview, saved with all comments, and undone byte for byte",
  async (_, setting) => {
    const { draft, set, text } = open;
    await draft.discard();
    const wanted = exampleOf(setting);
    // Creates the lists that contain the setting, if the file does not have them
    for (const [at] of setting.path.entries()) {
      const holder = settingAt(setting.path.slice(0, at + 1));
      const isThere = valueAt(draft.store.getState().values, holder.path) !== undefined;
      if (lists.includes(holder.kind) && !isThere) set(holder.path, [blankAt([...holder.path, 0])]);
    }
    const [holder, value] = needed[setting.pattern] ?? [];
    if (holder) set(holder, value);
    const isPrepared = draft.store.getState().isChanged;
    const before = isPrepared ? await open.shown() : first;
    set(setting.path, wanted);
    const isSeen = (await open.shown()) !== before || (await open.alsoShown()) !== others;
    expect(isSeen).toBe(!unseen.has(setting.pattern));
    expect(await draft.save(), JSON.stringify(draft.store.getState().error)).toBe(true);
    const saved = await text();
    expect(saved).not.toBe(sample);
    expect(valueAt(valuesOf(saved), setting.path)).toEqual(wanted);
    expect(readSettings(saved, "x").problems).toEqual([]);
    expect(comments(sample).filter((comment) => !saved.includes(comment))).toEqual([]);
    while (draft.store.getState().canUndo) draft.undo();
    expect(await draft.save()).toBe(true);
    expect(await text()).toBe(sample);
    expect(draft.store.getState().isChanged).toBe(false);
  },
);

test("no setting is written with its default if the file does not have it", () => {
  const bare = { title: "雨音" };
  const presets = single.filter(({ schema, path }) => schema.default !== undefined && path[0] !== "sections");
  expect(presets.length).toBeGreaterThan(20);
  for (const { path, schema } of presets) expect(withSetting(bare, bare, path, schema.default)).toEqual(bare);
  expect(withSetting(bare, bare, ["author", "url"], "https://a.example/")).toEqual({
    ...bare,
    author: { url: "https://a.example/", name: "" },
  });
});
