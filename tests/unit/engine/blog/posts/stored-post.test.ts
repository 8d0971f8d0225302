import { expect, test } from "vitest";
import { KnownPost } from "#engine/blog/posts/known-post.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { storedPost } from "#engine/blog/posts/stored-post.ts";
import { makeSettings } from "../../site/make-post.ts";

function read(text: string, path = "posts/hibi/a.md"): Omit<Post, "body"> {
  const { body: _body, ...post } = parsePost({ path, bytes: Buffer.from(text), settings: makeSettings() });
  return post;
}

/** From disk, in its order. */
function again(post: Omit<Post, "body">): [string, unknown][] {
  const known = new KnownPost(JSON.parse(JSON.stringify(storedPost(post))), (path) => path, post.path);
  return Object.entries(JSON.parse(JSON.stringify(known)));
}

const head = "title: 梅\ndate: 2022-05-06 09:00\ntags: [庭]\n";

test.each([
  ["nothing", ""],
  ["nothing but a title", "title: 梅\n"],
  ["a usual head", head],
  ["a number as its title", "title: 2022\n"],
  ["no words as its title", 'title: ""\n'],
  ["tags to be put in order", "tags: [a, ' a', b, '']\n"],
  ["one tag", "tags: 庭\n"],
  ["a draft", `${head}status: draft\n`],
  ["a change", `${head}updated: 2022-05-07\n`],
  ["an id", `${head}guid: urn:x\n`],
  ["where it comes from", `${head}source: 旧ブログ\n`],
  ["old addresses", `${head}aliases: [old.html, older.html]\n`],
  ["a language", `${head}language: en\n`],
  ["another generator's name", `${head}slug: ume\n`],
  ["a series", `${head}series: { name: 庭の一年, number: 3 }\n`],
  ["a relation", `${head}relations: [{ kind: reply, to: posts/hibi/b.md }]\n`],
  ["a revision", `${head}revisions: [{ date: 2022-05-07, note: 直した }]\n`],
  ["problems", "title: a: b\n"],
])("a post with %s is read back as it was, in its order", (_what, frontMatter) => {
  for (const path of ["posts/hibi/a.md", "pages/about.md"]) {
    const post = read(`---\n${frontMatter}---\n\n文。![雨](../../media/a.jpg)\n`, path);
    expect(again(post)).toEqual(Object.entries(JSON.parse(JSON.stringify(post))));
  }
});

test("what is as usual is not written", () => {
  const post = read(`---\n${head}---\n文。\n`);
  expect(Object.keys(storedPost(post)).sort()).toEqual(
    ["bodyHash", "bodyLine", "date", "factsKey", "hash", "path", "properties", "section"].sort(),
  );
});
