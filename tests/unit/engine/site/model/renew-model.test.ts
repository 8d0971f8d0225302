import type { SiteModel } from "#engine/site/model/site-model.ts";
import { expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { createSiteModel, SiteModels } from "#engine/site/model/site-models.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";

const options = { settings: makeSettings(), now: inJapan("2022-06-01T12:00:00").time, preview: null };

/** Returns posts of two sections, some with tags, a category, an alias, a relation, a series. */
function postsOf(titles: ReadonlyMap<number, string>): Post[] {
  return Array.from({ length: 12 }, (_, index) => {
    const day = index + 1;
    const title = titles.get(day) ?? `記事 ${day}`;
    return makePost(`posts/${day}.md`, {
      title,
      factsKey: title,
      section: day % 3 === 0 ? "futakoto" : "hitokoto",
      date: inJapan(`2022-0${(day % 2) + 4}-${String(day).padStart(2, "0")}T00:00:00`),
      tags: day % 2 === 0 ? ["散歩", `tag${day}`] : [],
      properties: { category: day % 4 === 0 ? "日々" : undefined, title },
      aliases: day === 5 ? ["old.html"] : [],
      relations: day === 7 ? [{ kind: "reply", to: "posts/2.md" }] : [],
    });
  });
}

/** Returns a model without objects that are compared by identity, and with all maps as plain ones. */
function contentOf({
  addresses: _addresses,
  shape: _shape,
  termNames: _names,
  byPath,
  byAddress,
  ...content
}: SiteModel): unknown {
  return { ...content, maps: [byPath, byAddress].map((map) => new Map<string, unknown>(map)) };
}

test("a model after a new title equals one built from nothing, for each post", () => {
  const models = new SiteModels();
  const titles = new Map<number, string>();
  models.create(postsOf(titles), options);
  for (let day = 1; day <= 12; day += 1) {
    titles.set(day, `改めた題 ${day}`);
    const posts = postsOf(titles);
    expect(contentOf(models.create(posts, options)), `post ${day}`).toEqual(
      contentOf(createSiteModel(posts, options)),
    );
  }
});

test("so does a model after two new titles, or many", () => {
  for (const days of [
    [4, 5],
    [1, 2, 3, 4, 6, 8, 9],
  ]) {
    const models = new SiteModels();
    models.create(postsOf(new Map()), options);
    const posts = postsOf(new Map(days.map((day) => [day, `別の題 ${day}`])));
    expect(contentOf(models.create(posts, options))).toEqual(contentOf(createSiteModel(posts, options)));
  }
});

/** Changes of a blog's posts, one after another; each new list is made from the list before. */
const edits: Readonly<Record<string, (posts: readonly Post[]) => readonly Post[]>> = {
  "a new post": (posts) => [...posts, postAt("new.md", "2022-05-15", { tags: ["散歩"] })],
  "a post between others": (posts) => [...posts, postAt("between.md", "2022-04-07", { tags: ["散歩"] })],
  "a new tag": (posts) => [...posts, postAt("tagged.md", "2022-05-16", { tags: ["散歩", "旅"] })],
  "another spelling": (posts) => [...posts, postAt("spelt.md", "2022-05-17", { tags: ["TAG4", "散歩"] })],
  "without the main spelling": (posts) => without(posts, "spelt.md"),
  "both spellings, again": (posts) => [
    ...posts,
    postAt("spelt.md", "2022-05-17", { tags: ["TAG4", "散歩"] }),
  ],
  "the main spelling, again": (posts) => without(posts, "4.md"),
  "both spellings in one post": (posts) => [...posts, postAt("both.md", "2022-05-18", { tags: ["x", "X"] })],
  "one of two spellings": (posts) => [...posts, postAt("x.md", "2022-05-19", { tags: ["X"] })],
  "without that spelling": (posts) => without(posts, "x.md"),
  "without the last post of a tag": (posts) => without(posts, "10.md"),
  "a new year": (posts) => [...posts, postAt("2020.md", "2020-01-01")],
  "without that year": (posts) => without(posts, "2020.md"),
  "another day": (posts) =>
    posts.map((post) => (post.path === "posts/6.md" ? atDay(post, "2022-05-11") : post)),
  "a section that only posts name": (posts) => [...posts, postAt("s.md", "2022-01-01", { section: "other" })],
  "a pinned post": (posts) => [...posts, postAt("pin.md", "2022-05-20", { properties: { pinned: true } })],
  "an unlisted post": (posts) => [
    ...posts,
    postAt("un.md", "2022-05-21", { properties: { unlisted: true } }),
  ],
  "a draft": (posts) => [...posts, postAt("draft.md", "2022-05-22", { status: "draft" })],
  "a page": (posts) => [...posts, postAt("page.md", "2022-05-22", { kind: "page", section: "" })],
  "a post at the address of an alias": (posts) => [
    ...posts,
    postAt("old.md", "2022-05-23", { properties: { permalink: "old.html" } }),
  ],
  "the alias, again": (posts) => without(posts, "old.md"),
  "a post at the address of a post": (posts) => [
    ...posts,
    postAt("same.md", "2022-05-24", { properties: { permalink: "20220515-0000.html" } }),
  ],
  "without the other post": (posts) => without(posts, "new.md"),
  "the target of a relation": (posts) => without(posts, "2.md"),
  "a part of a series": (posts) => [...posts, postAt("part.md", "2022-05-25", { series: { name: "旅" } })],
  "an announced change": (posts) => [
    ...posts,
    postAt("up.md", "2021-05-25", { updated: inJapan("2022-05-30T00:00:00") }),
  ],
  "without it": (posts) => without(posts, "up.md"),
  "two posts for one": (posts) => [
    ...without(posts, "8.md"),
    postAt("one.md", "2022-05-26"),
    postAt("two.md", "2022-05-26", { tags: ["散歩"] }),
  ],
};

function postAt(name: string, day: string, changes: Partial<Post> = {}): Post {
  return makePost(`posts/${name}`, { date: inJapan(`${day}T00:00:00`), ...changes });
}

function atDay(post: Post, day: string): Post {
  return makePost(post.path, { ...post, date: inJapan(`${day}T00:00:00`) });
}

function without(posts: readonly Post[], name: string): Post[] {
  return posts.filter(({ path }) => path !== `posts/${name}`);
}

test("so does a model after each of many new, deleted and moved posts", () => {
  const models = new SiteModels();
  let posts: readonly Post[] = postsOf(new Map());
  models.create(posts, options);
  const all = Object.entries(edits);
  for (const [name, edit] of [...all, ...all.toReversed()]) {
    const edited = new Map(edit(posts).map((post) => [post.path, post]));
    posts = [...edited.values()];
    expect(contentOf(models.create(posts, options)), name).toEqual(
      contentOf(createSiteModel(posts, options)),
    );
  }
});

test("parts that do not name the post stay the same objects", () => {
  const models = new SiteModels();
  const before = models.create(postsOf(new Map()), options);
  const now = models.create(postsOf(new Map([[4, "別の題"]])), options);
  expect(now.shape).toBe(before.shape);
  expect(now.tagsByKey.get("tag8")).toBe(before.tagsByKey.get("tag8"));
  expect(now.tagsByKey.get("tag4")).not.toBe(before.tagsByKey.get("tag4"));
});

test("years and months without the new post stay the same objects", () => {
  const models = new SiteModels();
  const posts = postsOf(new Map());
  const first = makePost("posts/2021.md", { date: inJapan("2021-03-01T00:00:00"), section: "hitokoto" });
  const before = models.create([first, ...posts], options);
  const fresh = makePost("posts/new.md", { date: inJapan("2022-05-20T00:00:00"), section: "hitokoto" });
  const now = models.create([first, ...posts, fresh], options);
  expect(contentOf(now)).toEqual(contentOf(createSiteModel([first, ...posts, fresh], options)));
  const [[year, month, otherMonth, otherYear], [newYear, newMonth, sameMonth, sameYear]] = [before, now].map(
    ({ years }) => [years[0], years[0]?.months[0], years[0]?.months[1], years[1]],
  ) as [unknown[], unknown[]];
  expect(newYear).not.toBe(year);
  expect(newMonth).not.toBe(month);
  expect(sameMonth).toBe(otherMonth);
  expect(sameYear).toBe(otherYear);
});
