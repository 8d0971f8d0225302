import { expect, test } from "vitest";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import { relatedPosts } from "#engine/site/model/related-posts.ts";
import type { SiteModel } from "#engine/site/model/site-model.ts";
import { seededNumbers } from "#tests/support/seeded-numbers.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";

function modelOf(tags: readonly (readonly string[])[]): SiteModel {
  const posts = tags.map((names, day) =>
    makePost(`posts/hitokoto/${day}.md`, {
      title: `${day}`,
      tags: [...names],
      date: { ...inJapan("2024-01-01T00:00:00"), time: Date.UTC(2024, 0, 1 + day) },
    }),
  );
  return createSiteModel(posts, {
    settings: makeSettings(),
    now: inJapan("2030-01-01T00:00:00").time,
    preview: null,
  });
}

function related(model: SiteModel, day: number): string[] {
  const entry = model.byPath.get(`posts/hitokoto/${day}.md`);
  return entry ? relatedPosts(model, entry).map(({ title }) => title) : [];
}

test("earlier posts with the most common tags come first, then the nearest, without the previous post", () => {
  const model = modelOf([["茶", "庭"], ["茶"], ["庭"], ["本"], ["茶"], ["茶"], ["茶", "庭"]]);
  expect(related(model, 6)).toEqual(["0", "4", "2"]);
  expect(related(model, 0)).toEqual([]);
  expect(related(model, 3)).toEqual([]);
});

test("a new post changes no other post, and a spelling in another case counts", () => {
  const tags = Array.from({ length: 12 }, (_, day) => (day % 2 ? ["Go", "茶"] : ["go"]));
  const [before, after] = [modelOf(tags), modelOf([...tags, ["GO", "茶"]])];
  for (let day = 0; day < tags.length; day++) expect(related(after, day)).toEqual(related(before, day));
  expect(related(after, 12)).toEqual(["9", "10", "8"]);
  expect(related(modelOf([["go"], ["本"], ["GO"]]), 2)).toEqual(["0"]);
});

test("a post is related to few others, however many have its tags", () => {
  const model = modelOf(Array.from({ length: 30 }, () => ["茶", "庭"]));
  const mentions = Array.from({ length: 30 }, (_, day) => related(model, day)).flat();
  expect(Math.max(...mentions.map((title) => mentions.filter((other) => other === title).length))).toBe(3);
});

test("few posts name a post, however the tags are distributed", () => {
  const random = seededNumbers(3);
  const names = ["茶", "庭", "本", "雨", "町", "机"];
  const tags = Array.from({ length: 200 }, () => names.filter(() => random() < 0.4));
  const model = modelOf(tags);
  const counts = new Map<string, number>();
  for (let day = 0; day < tags.length; day += 1) {
    for (const title of related(model, day)) counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(5);
});

test("a post with one tag has a related post, although the others have many tags", () => {
  const many = ["茶", "庭", "本", "雨", "町", "机"];
  const model = modelOf([many, many, many, many, ["茶"]]);
  expect(related(model, 4)).toEqual(["2"]);
});
