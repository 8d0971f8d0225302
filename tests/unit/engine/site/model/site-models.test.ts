import type { SiteModel } from "#engine/site/model/site-model.ts";
import { expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import type { PreviewOptions } from "#engine/site/entries/site-entries.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import { neighboursOf } from "#engine/site/model/site-groups.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";

const now = inJapan("2022-06-01T12:00:00").time;

function model(posts: readonly Post[], preview: PreviewOptions | null = null): SiteModel {
  return createSiteModel(posts, { settings: makeSettings(), now, preview });
}

const titles = (entries: readonly { title: string }[]): string[] => entries.map(({ title }) => title);

const may = (day: number): ReturnType<typeof inJapan> =>
  inJapan(`2022-05-${String(day).padStart(2, "0")}T00:00:00`);

test("drafts and future posts are left out; in a preview they have pages, and the open one is listed", () => {
  const posts = [
    makePost("posts/a.md", { date: may(1) }),
    makePost("posts/b.md", { date: may(2), status: "draft" }),
    makePost("posts/c.md", { date: { ...may(3), time: now } }),
    makePost("posts/d.md", { date: { ...may(3), time: now + 1 } }),
    makePost("pages/e.md", { kind: "page", status: "draft", date: null }),
  ];
  expect(titles(model(posts).posts)).toEqual(["posts/a.md", "posts/c.md"]);
  const preview = model(posts, { open: "posts/d.md" });
  expect(titles(preview.posts)).toEqual(["posts/a.md", "posts/c.md", "posts/d.md"]);
  expect(preview.byPath.get("posts/b.md")).toMatchObject({ draft: true, scheduled: false });
  expect(preview.byPath.get("posts/d.md")).toMatchObject({ draft: false, scheduled: true });
  expect(titles(preview.pages)).toEqual([]);
  expect(preview.byPath.get("pages/e.md")?.address).toBe("e.html");
});

test("posts with the same time are ordered by path, whatever their input order", () => {
  const posts = ["posts/c.md", "posts/a.md", "posts/b.md"].map((path) => makePost(path, { date: may(1) }));
  expect(titles(model(posts).posts)).toEqual(["posts/a.md", "posts/b.md", "posts/c.md"]);
  expect(titles(model(posts.toReversed()).posts)).toEqual(["posts/a.md", "posts/b.md", "posts/c.md"]);
});

test("a ready post without a date is reported, a draft without one is not", () => {
  const posts = [
    makePost("posts/a.md", { date: null }),
    makePost("posts/b.md", { date: null, status: "draft" }),
  ];
  expect(model(posts).problems).toEqual([
    { code: "date.missing", severity: "error", file: "posts/a.md", values: { path: "posts/a.md" } },
  ]);
});

test("a post without a date is listed by a preview only while it is open, as it is never published", () => {
  const posts = [makePost("posts/a.md", { date: null }), makePost("posts/b.md", { date: may(2) })];
  expect(titles(model(posts, { open: "posts/b.md" }).posts)).toEqual(["posts/b.md"]);
  expect(titles(model(posts, { open: "posts/a.md" }).posts)).toEqual(["posts/b.md", "posts/a.md"]);
});

test("a post without a valid address gets a temporary one in the preview", () => {
  const posts = [makePost("posts/が.md".normalize("NFD"), { properties: { permalink: "../x.html" } })];
  expect(model(posts).problems).toMatchObject([
    { code: "address.invalid", values: { address: "../x.html" } },
  ]);
  expect(model(posts, { open: null }).posts[0]?.address).toBe("preview/posts/が.html");
});

test("neighbours are those in the section", () => {
  const posts = [
    makePost("posts/a.md", { date: may(1) }),
    makePost("posts/long.md", { date: may(2), section: "futakoto" }),
    makePost("posts/b.md", { date: may(3) }),
    makePost("posts/c.md", { date: may(4) }),
  ];
  const made = model(posts);
  const around = (path: string): unknown => {
    const entry = made.byPath.get(path);
    const found = entry && neighboursOf(made, entry);
    return [found?.previous?.title, found?.next?.title];
  };
  expect(around("posts/a.md")).toEqual([undefined, "posts/b.md"]);
  expect(around("posts/b.md")).toEqual(["posts/a.md", "posts/c.md"]);
  expect(around("posts/c.md")).toEqual(["posts/b.md", undefined]);
  expect(around("posts/long.md")).toEqual([undefined, undefined]);
});

test("recent updates are ordered by the last change of which readers were notified", () => {
  const posts = [
    makePost("posts/a.md", { date: may(1), updated: may(20) }),
    makePost("posts/b.md", { date: may(10) }),
    makePost("posts/c.md", { date: may(15) }),
  ];
  expect(titles(model(posts).recentUpdates)).toEqual(["posts/a.md", "posts/c.md", "posts/b.md"]);
});

test("years follow the date as written, newest first", () => {
  const newYear = { time: Date.parse("2021-12-31T15:00:00Z"), offsetMinutes: 540, hasTime: true };
  const posts = [
    makePost("posts/a.md", { date: newYear }),
    makePost("posts/b.md", { date: { ...newYear, offsetMinutes: 0 } }),
  ];
  expect(model(posts).years.map(({ year, entries }) => [year, titles(entries)])).toEqual([
    ["2022", ["posts/a.md"]],
    ["2021", ["posts/b.md"]],
  ]);
});

test("a relation is shown on both sides, by path or by address, and only if both are on the site", () => {
  const relation = (to: string): Post["relations"] => [{ kind: "reply", to }];
  const posts = [
    makePost("posts/a.md", { date: may(1) }),
    makePost("posts/b.md", { date: may(2), relations: relation("posts/a.md") }),
    makePost("posts/c.md", { date: may(3), relations: relation("/20220501-0000.html") }),
    makePost("posts/d.md", { date: may(4), relations: relation("posts/gone.md") }),
  ];
  const { relations } = model(posts);
  const shown = (path: string): unknown =>
    relations.get(path)?.map(({ kind, direction, entry }) => [kind, direction, entry.title]);
  expect(shown("posts/a.md")).toEqual([
    ["reply", "from", "posts/b.md"],
    ["reply", "from", "posts/c.md"],
  ]);
  expect(shown("posts/b.md")).toEqual([["reply", "to", "posts/a.md"]]);
  expect(shown("posts/d.md")).toBeUndefined();
});

test("the title of a post without one is its first words", () => {
  const post = makePost("posts/a.md", { title: "", body: "\n## **今日**は[雨](x.md)です\n" });
  expect(model([post]).posts[0]?.title).toBe("今日は雨です");
  const long = makePost("posts/a.md", { title: " ", body: "𠮷".repeat(50) });
  expect(model([long]).posts[0]?.title).toBe(`${"𠮷".repeat(40)}…`);
});
