import { expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { SiteModels } from "#engine/site/model/site-models.ts";
import { touchedPages } from "#engine/site/session/touched-pages.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";

const options = { settings: makeSettings(), now: inJapan("2030-01-01T00:00:00").time, preview: null };

/** Two posts a month over eight years: those of one day of the year have one of four tags in common. */
function posts(): Post[] {
  return Array.from({ length: 192 }, (_, at) => postOf(at));
}

function postOf(at: number, tags = [`tag ${at % 4}`]): Post {
  const month = String((Math.floor(at / 2) % 12) + 1).padStart(2, "0");
  const day = `${2015 + Math.floor(at / 24)}-${month}-${at % 2 === 0 ? "10" : "20"}`;
  const date = inJapan(`${day}T00:00:00`);
  return makePost(`posts/${at}.md`, { title: `${at}`, factsKey: `${at} ${tags}`, tags, date });
}

/** Returns the numbers of the posts whose pages may differ after the change. */
function touchedBy(now: readonly Post[]): number[] | undefined {
  const models = new SiteModels();
  const linkContext = {};
  const texts = { source: { staleOf: () => [] } };
  const before = { model: models.create(posts(), options), linkContext };
  const after = { model: models.create(now, options), linkContext, texts };
  const touched = touchedPages(before, after, []);
  return touched && Array.from(touched.pages, (path) => Number(/\d+/.exec(path))).sort((a, b) => a - b);
}

test("a new post touches its page, the previous post's, and those of its day in other years", () => {
  expect(touchedBy([...posts(), postOf(192)])).toEqual([0, 24, 48, 72, 96, 120, 144, 168, 191, 192]);
});

test("a deleted post touches its neighbours, its day, and the next five posts with its tag", () => {
  const day = [4, 28, 52, 76, 100, 124, 148, 172];
  const expected = [...day, 99, 101, 104, 108, 112, 116, 120].sort((a, b) => a - b);
  expect(touchedBy(posts().filter(({ path }) => path !== "posts/100.md"))).toEqual(expected);
});

test("an added tag touches the next five posts with the tag, too; a new tag touches every page", () => {
  const tagged = (tags: string[]) => posts().map((post, at) => (at === 100 ? postOf(at, tags) : post));
  expect(touchedBy(tagged(["tag 0", "tag 1"]))).toEqual(expect.arrayContaining([101, 105, 109, 113, 117]));
  expect(touchedBy(tagged(["tag 0", "tag 1"]))).not.toContain(121);
  expect(touchedBy(tagged(["tag 0", "no other post has this tag"]))).toBeUndefined();
});

test("a page at the address of the newest post touches every page", () => {
  const page = (permalink: string): Post =>
    makePost("pages/1.md", { kind: "page", section: "", date: null, properties: { permalink } });
  expect(touchedBy([...posts(), page("a.html")])).toEqual([1]);
  expect(touchedBy([...posts(), page("sections/hitokoto/latest.html")])).toBeUndefined();
});
