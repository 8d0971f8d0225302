import { expect, test } from "vitest";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { newPostText } from "#engine/blog/posts/new-post.ts";
import { nextPart } from "#engine/blog/posts/next-part.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import { inJapan, makePost } from "../../site/make-post.ts";

const part = (name: string, day: number, changes: Parameters<typeof makePost>[1] = {}) =>
  makePost(`posts/tabi/${name}.md`, {
    section: "tabi",
    date: inJapan(`2022-05-0${day}T00:00:00`),
    series: { name: "冬の旅" },
    ...changes,
  });

test("the next part follows the last part by date, whichever part is open, and its title has the next number", () => {
  const posts = [
    part("b", 2, { title: "旅の話（２）" }),
    part("a", 1, { title: "旅の話（１）" }),
    makePost("x.md"),
  ];
  const expected = {
    kind: "post",
    section: "tabi",
    title: "旅の話（３）",
    series: { name: "冬の旅" },
    items: [{ list: "relations", kind: "follow-up", to: "posts/tabi/b.md" }],
  };
  expect(nextPart("posts/tabi/a.md", posts)).toEqual(expected);
  expect(nextPart("posts/tabi/b.md", posts)).toEqual(expected);
  expect(nextPart("x.md", posts)).toBeUndefined();
});

test.each([
  ["2022年の旅 第9回", 9, "2022年の旅 第10回"],
  ["旅 09", 9, "旅 10"],
  ["９９の旅", 99, "１００の旅"],
  ["旅の終わり", 9, ""],
  ["10年の旅", 9, ""],
])("the title after %s, part %d, is %s", (title, number, expected) => {
  const posts = [part("a", 1, { title, series: { name: "冬の旅", number } })];
  expect(nextPart("posts/tabi/a.md", posts)?.title).toBe(expected);
});

test("if parts have numbers in their files, the next one gets one too", () => {
  const posts = [
    part("a", 1, { series: { name: "Trip: [one]", number: 4 } }),
    part("b", 3, { series: { name: "trip: [one]" } }),
    part("c", 2, { series: { name: "Trip: [one]", number: 2 } }),
  ];
  const next = nextPart("posts/tabi/a.md", posts);
  expect(next?.series).toEqual({ name: "Trip: [one]", number: 5 });
  // Without a number, the part follows the previous one by date.
  expect(next?.items).toEqual([{ list: "relations", kind: "follow-up", to: "posts/tabi/a.md" }]);
  const text = newPostText(next ?? { kind: "post" }, "Asia/Tokyo", Date.UTC(2022, 4, 9));
  const settings = blogSettingsSchema.parse({ title: "x" });
  const post = parsePost({ path: "posts/tabi/d.md", bytes: Buffer.from(text), settings });
  expect(post).toMatchObject({
    status: "draft",
    series: { name: "Trip: [one]", number: 5 },
    relations: [{ kind: "follow-up", to: "posts/tabi/a.md" }],
    problems: [],
  });
});
