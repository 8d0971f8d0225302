import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compareWithClean } from "./compare-sites.ts";
import { dayPath, fillWithDays, smallSettings } from "./small-blog.ts";
import { TrialBlog } from "./trial-blog.ts";

/** A blog for edits of settings. A build then checks only the pages that show these settings. */
let blog: TrialBlog;

beforeEach(async () => {
  blog = new TrialBlog({ ...smallSettings, front: { posts: 3, recentUpdates: 2 }, feeds: { items: 4 } });
  fillWithDays(blog, 12);
  await blog.build();
});
afterEach(() => blog.delete());

async function change(settings: Readonly<Record<string, unknown>>): Promise<number> {
  blog.changeSettings(settings);
  const { written } = await blog.build();
  expect(await compareWithClean(blog), JSON.stringify(settings)).toEqual([]);
  return written;
}

const quiet = [
  { footer: ["下の言葉"] },
  { notices: [{ text: "知らせ" }] },
  { links: [{ label: "よそ", url: "https://example.org/" }] },
  { author: { name: "机", bio: "紹介の文です。" } },
];

test("another footer changes one file", async () => {
  for (const settings of quiet) await change({ ...settings, parts: { include: "ssi" } });
  expect(await change({ footer: ["別の言葉"] })).toBe(1);
});

test("every page that shows a setting changes with it", async () => {
  const { sections } = smallSettings;
  const loud = [
    ...quiet,
    { front: { posts: 3, recentUpdates: 4 } },
    { front: { posts: 3, texts: "excerpt" } },
    { front: { posts: 3, texts: "full" }, markdown: { excerptLength: 20 } },
    { sections: { ...sections, hitokoto: { title: "ひとことの部" } } },
    { sections: { ...sections, hitokoto: { title: "ひとこと", path: "words" } } },
    { timeZone: "America/New_York" },
    { dateFormat: "{yyyy}/{MM}/{dd}" },
    { show: { related: false, readingTime: false } },
    { feeds: { items: 7, content: "summary" } },
    { serverCode: true },
    { author: { name: "机", email: "me@example.jp", fediverse: "@me@mastodon.example" } },
    { author: { name: "机", email: "me@example.jp" }, show: { replyByMail: true } },
    { author: { name: "机", email: "you@example.jp" }, show: { replyByMail: true } },
    { share: [{ service: "mastodon" }] },
    { robots: { noindex: true, disallow: ["GPTBot"] } },
    { search: false },
    { language: "en" },
    { theme: "fude" },
    { themeOptions: { accent: "#2b7a3e" } },
  ];
  for (const settings of loud) await change(settings);
});

test("a setting and a text that change together are both on the site", async () => {
  const post = blog.texts.get(dayPath(9));
  if (!post) throw new Error("no such post");
  blog.putPost(dayPath(9), { front: { ...post.front, title: "改めた題" }, body: "書き直した。" });
  await change({ footer: ["下の言葉"] });
  blog.putPost(dayPath(9), { front: post.front, body: "もう一度書き直した。" });
  await change({ footer: ["別の言葉"] });
});

test("every page follows the author's style sheet and the picture for share cards", async () => {
  const steps: readonly (() => void)[] = [
    () => blog.put("theme/own.css", "p { color: red }"),
    () => blog.restart(),
    () => blog.changeSettings({ theme: "fude", themeOptions: { accent: "#2b7a3e" } }),
    () => blog.put("theme/own.css", "p { color: blue }"),
    () => blog.changeSettings({ parts: { include: "ssi" } }),
    () => blog.remove("theme/own.css"),
    () => blog.changeSettings({ themeOptions: {} }),
    () => blog.put("theme/own.css", "p { color: blue }"),
    () => blog.changeSettings({ parts: { include: "script" } }),
    () => blog.remove("theme/own.css"),
    () => blog.changeSettings({ themeOptions: { accent: "#2b7a3e" } }),
    () => blog.changeSettings({ shareImage: "media/share.png" }),
    () => blog.put("media/share.png", "a damaged picture"),
    () => blog.remove("media/share.png"),
  ];
  for (const [at, step] of steps.entries()) {
    step();
    expect(await compareWithClean(blog), `step ${at}`).toEqual([]);
  }
});

test("posts link to their day in other years as soon as the theme has a calendar", async () => {
  blog.putPost("posts/hitokoto/earlier.md", { front: { title: "去年", date: "2023-01-05 09:00" }, body: "" });
  rmSync(join(blog.themesFolder, "hitokoto/templates/calendar.liquid"));
  expect(await compareWithClean(blog)).toEqual([]);
  blog.put("theme/templates/calendar.liquid", "{{ calendar.heading }}");
  expect(await compareWithClean(blog)).toEqual([]);
});

test("parts follow what the host can do, and pages follow the feeds of an old site", async () => {
  blog.changeSettings({ theme: "koyomi", share: [{ service: "x" }] });
  const surroundings: readonly TrialBlog["surroundings"][] = [
    { include: "ssi" },
    { include: "php" },
    { include: "ssi" },
    { oldFiles: new Set(["atom.xml"]) },
    { oldFiles: new Set(["rss.xml"]) },
    { include: "ssi", oldFiles: new Set(["rss.xml"]) },
    { include: "ssi" },
    {},
  ];
  for (const found of surroundings) {
    blog.surroundings = found;
    expect(await compareWithClean(blog), JSON.stringify(found)).toEqual([]);
  }
});
