import { afterEach, beforeEach, expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { inJapan, makePost } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

const may = (day: number, body: string, changes: Partial<Post> = {}): Post =>
  makePost(`posts/hitokoto/${day}.md`, { date: inJapan(`2022-05-0${day}T00:00:00`), body, ...changes });

/** Returns the links of a text that are reported as dead, with their lines. */
async function deadIn(body: string): Promise<unknown[]> {
  const { problems } = await fixture.build([may(1, "本文。", { aliases: ["was.html"] }), may(2, body)]);
  return problems.flatMap(({ code, line, values }) => (code === "link.dead" ? [[line, values.target]] : []));
}

test.each([
  ["20990401-0000.html"],
  ["./20990401-0000.html?a#b"],
  ["/diary/20990401-0000.HTM"],
  ["%E7%84%A1.html"],
  ["tags/../none.html"],
])("%s leads to no page", async (href) => {
  expect(await deadIn(`一行。\n\n[記事](<${href}>)`)).toEqual([[7, href]]);
});

test.each([
  ["20220501-0000.html"],
  ["/20220501-0000.html"],
  ["posts/hitokoto/1.md"],
  ["was.html#a"],
  ["index.html"],
  ["/diary/index.html"],
  ["404.html"],
  ["../other/by-hand.html"],
  ["/by-hand.html"],
  ["soft/by-hand.html"],
  ["by-hand.zip"],
  ["https://example.com/diary/none.html"],
  ["mailto:a@example.com"],
  ["#there.html"],
])("%s leads to a page, or outside the blog", async (href) => {
  expect(await deadIn(`[記事](<${href}>)`)).toEqual([]);
});
