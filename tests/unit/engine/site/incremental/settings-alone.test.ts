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
