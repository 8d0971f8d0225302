import { expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { EntrySelector } from "#engine/site/entries/entry-selector.ts";
import type { EntryOptions } from "#engine/site/entries/site-entries.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";

const settings = makeSettings({
  sections: {
    hitokoto: { title: "ひとこと" },
    talk: { title: "はなし", path: "talk", address: "h{yyyy}{MM}{letter}.html" },
  },
});
const now = inJapan("2022-06-01T12:00:00").time;
const days = Array.from({ length: 20 }, (_, at) => at + 1);

function postOf(day: number, changes: Partial<Post> = {}): Post {
  const date = inJapan(`2022-05-${String(day).padStart(2, "0")}T00:00:00`);
  const section = day % 4 === 0 ? "talk" : "hitokoto";
  return makePost(`posts/${day}.md`, { title: `記事 ${day}`, date, section, ...changes });
}

/** The changes of a post that one edit can make. */
const edits: readonly ((day: number) => Partial<Post>)[] = [
  (day) => ({ title: `別の題 ${day}` }),
  () => ({ body: "別の文" }),
  () => ({ status: "draft" }),
  () => ({ date: null }),
  () => ({ date: inJapan("2022-06-01T13:00:00") }),
  () => ({ date: inJapan("2022-05-03T12:00:00") }),
  () => ({ properties: { permalink: "talk/h202205a.html" } }),
  () => ({ properties: { permalink: "con.html" } }),
  () => ({ kind: "page", section: "", date: null }),
  () => ({ shownFrom: now + 1 }),
  () => ({ shownUntil: now }),
  () => ({}),
];

test.each([{ preview: null }, { preview: { open: null } }])(
  "the selection after an edit equals one from nothing, with preview $preview",
  ({ preview }) => {
    const selector = new EntrySelector();
    const posts = days.map((day) => postOf(day));
    let edit = 0;
    for (const change of [...edits, ...edits.toReversed()]) {
      for (const at of [3, 7, 11]) {
        posts[at] = postOf(at + 1, change(at + 1));
        edit += 1;
        // Posts become due from time to time, and the clock may be set back
        const options: EntryOptions = { settings, preview, now: now + (edit % 7) * 1_000_000 };
        const { entries, problems } = new EntrySelector().select(posts, options);
        const found = selector.select(posts, options);
        expect({ entries: found.entries, problems: found.problems }).toEqual({ entries, problems });
      }
    }
  },
);

test("an edit of a text keeps the list, and an edit of a title keeps all other entries", () => {
  const selector = new EntrySelector();
  const options: EntryOptions = { settings, preview: null, now };
  const posts = days.map((day) => postOf(day));
  const { entries } = selector.select(posts, options);
  const written = posts.with(4, postOf(5, { body: "別の文" }));
  expect(selector.select(written, options).entries).toBe(entries);
  const renamed = selector.select(written.with(4, postOf(5, { title: "別の題" })), options).entries;
  expect(renamed.flatMap((entry, at) => (entry === entries[at] ? [] : [entry.title]))).toEqual(["別の題"]);
});

test("other settings keep the entries that look the same, and replace those with another address", () => {
  const selector = new EntrySelector();
  const posts = days.map((day) => postOf(day));
  const { entries } = selector.select(posts, { settings, preview: null, now });
  const replaced = (other: typeof settings): string[] =>
    selector
      .select(posts, { settings: other, preview: null, now })
      .entries.flatMap((entry, at) => (entry === entries[at] ? [] : [entry.address]));
  expect(replaced({ ...settings, title: "別の名前", footer: ["下の言葉"] })).toEqual([]);
  const talk = { title: "はなし", path: "talk", address: "t{dd}.html" };
  const moved = replaced({
    ...settings,
    sections: { ...settings.sections, talk } as typeof settings.sections,
  });
  expect(moved).toEqual([
    "talk/t04.html",
    "talk/t08.html",
    "talk/t12.html",
    "talk/t16.html",
    "talk/t20.html",
  ]);
});

test("a scheduled post is added when it is due, even if nothing else changes", () => {
  const selector = new EntrySelector();
  const posts = [postOf(1), postOf(2, { date: inJapan("2022-06-01T13:00:00") })];
  const titlesAt = (time: string): string[] =>
    selector
      .select([...posts], { settings, preview: null, now: inJapan(time).time })
      .entries.map(({ title }) => title);
  expect(titlesAt("2022-06-01T12:59:59")).toEqual(["記事 1"]);
  expect(titlesAt("2022-06-01T13:00:00")).toEqual(["記事 1", "記事 2"]);
  expect(titlesAt("2022-06-01T12:00:00")).toEqual(["記事 1"]);
  posts[1] = postOf(2, { date: inJapan("2022-06-01T12:30:00") });
  expect(titlesAt("2022-06-01T12:10:00")).toEqual(["記事 1"]);
  expect(titlesAt("2022-06-01T12:45:00")).toEqual(["記事 1", "記事 2"]);
});

test("a post appears at its publishDate and disappears at its expiryDate", () => {
  const selector = new EntrySelector();
  const posts = [postOf(1), postOf(2, { shownFrom: now + 10, shownUntil: now + 20 })];
  const shownAt = (time: number): number =>
    selector.select(posts, { settings, now: time, preview: null }).entries.length;
  expect([0, 9, 10, 19, 20, 30].map((after) => shownAt(now + after))).toEqual([1, 1, 2, 2, 1, 1]);
});

test.each([
  ["ja", "無題"],
  ["en-GB", "Untitled"],
  ["zh-TW", "無標題"],
])("a post without words has no title that only says when its file was made: %s", (language, untitled) => {
  const options: EntryOptions = { settings: { ...settings, language }, preview: null, now };
  const titleFor = (path: string, body = ""): string | undefined =>
    new EntrySelector().select([makePost(path, { title: "", body })], options).entries[0]?.title;
  expect(titleFor("posts/20261130-1721.md")).toBe(untitled);
  expect(titleFor("posts/20261130-1721-2.md", "![](media/a.jpg)")).toBe(untitled);
  expect(titleFor("posts/20261130-1721.md", "雨の日")).toBe("雨の日");
  for (const name of ["harbour", "1984", "2026-11-30"]) expect(titleFor(`posts/${name}.md`)).toBe(name);
});
