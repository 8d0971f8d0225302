import { expect, test } from "vitest";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { findPosts, prepareSearch, searchPosts } from "#engine/blog/search/search.ts";
import { foldCase } from "#contract/text/fold-case.ts";
import { IndexedText } from "#engine/blog/search/indexed-text.ts";
import { createRandom } from "../random.ts";

const settings = blogSettingsSchema.parse({ title: "x" });

function posts(texts: Readonly<Record<string, string>>): Map<string, Post> {
  return new Map(
    Object.entries(texts).map(([path, text]) => [
      path,
      parsePost({ path, bytes: Buffer.from(text), settings }),
    ]),
  );
}

test("finds Japanese inside words, regardless of width and case, in title, tags and text", () => {
  const all = posts({
    "posts/a.md": "---\ntitle: ウイルスの誤検知について\n---\n本文",
    "posts/b.md": "---\ntitle: 別の話\ntags: [誤検知]\n---\n本文",
    "posts/c.md": "ここで誤検知の話をします。Windows ＸＰ のこと。",
    "posts/d.md": "誤って検知した。",
    "posts/e.md": "---\ntitle: ｳｲﾙｽ\n---\n",
  });
  expect(findPosts(all, "誤検知")).toEqual(["posts/a.md", "posts/b.md", "posts/c.md"]);
  expect(findPosts(all, "windows xp")).toEqual(["posts/c.md"]);
  expect(findPosts(all, "ＷＩＮＤＯＷＳ")).toEqual(["posts/c.md"]);
  expect(findPosts(all, "ウイルス")).toEqual(["posts/e.md", "posts/a.md"]);
  expect(findPosts(all, "誤検知　本文")).toEqual(["posts/a.md", "posts/b.md"]);
  expect(findPosts(all, "誤")).toHaveLength(4);
  expect(findPosts(all, "鎮火")).toEqual([]);
  expect(findPosts(all, "  ")).toEqual([]);
});

test("a word in kana finds kanji that have it as ruby anywhere in the blog", () => {
  const all = posts({
    "posts/ruby.md": "｜鉛筆《えんぴつ》と{万年筆|まん|ねん|ひつ}と硯《スズリ》の話。",
    "posts/pencil.md": "---\ntitle: 鉛筆\n---\n削る。",
    "posts/pen.md": "万年筆のインク。",
    "posts/stone.md": "硯を洗う。",
    "posts/other.md": "{a|えんぴつ} ではなく、消しゴム。",
  });
  expect(findPosts(all, "えんぴつ")).toEqual(["posts/pencil.md", "posts/ruby.md", "posts/other.md"]);
  expect(findPosts(all, "エンピツ 削る")).toEqual(["posts/pencil.md"]);
  expect(findPosts(all, "まんねんひつ")).toEqual(["posts/ruby.md", "posts/pen.md"]);
  expect(findPosts(all, "すずり")).toEqual(["posts/ruby.md", "posts/stone.md"]);
  expect(findPosts(all, "鉛")).toEqual(["posts/pencil.md", "posts/ruby.md"]);
  const [hit] = searchPosts(all, "えんぴつ", 1).hits;
  expect(hit?.path).toBe("posts/pencil.md");
  expect(searchPosts(all, "まんねんひつ", 9).hits[1]?.excerpts).toEqual([
    { line: 0, before: "", match: "万年筆", after: "のインク。" },
  ]);
});

test("equal matches are ordered newest first, after those without a date", () => {
  const all = posts({
    "posts/old.md": "---\ndate: 2020-01-04\n---\n梅",
    "posts/new.md": "---\ndate: 2022-05-06\n---\n梅",
    "posts/undated.md": "梅",
  });
  expect(findPosts(all, "梅")).toEqual(["posts/undated.md", "posts/new.md", "posts/old.md"]);
});

test("an edited post is found by its new text only", () => {
  const all = posts({ "posts/a.md": "梅" });
  expect(findPosts(all, "梅")).toHaveLength(1);
  for (const [path, post] of posts({ "posts/a.md": "桜" })) all.set(path, post);
  expect(findPosts(all, "梅")).toEqual([]);
  expect(findPosts(all, "桜")).toHaveLength(1);
});

test("texts indexed in advance are found, and other work can run meanwhile", async () => {
  const texts = Array.from({ length: 1000 }, (_, index) => [`posts/${index}.md`, `梅 ${index}番`]);
  const all = posts(Object.fromEntries(texts));
  let turns = 0;
  let isDone = false;
  const turn = (): void => {
    turns++;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await prepareSearch(all.values());
  isDone = true;
  expect(findPosts(all, "999番")).toEqual(["posts/999.md"]);
  expect(turns).toBeGreaterThan(0);
});

test("the index gives the same results as scanning the texts", () => {
  const random = createRandom(7);
  const letters = [..."あいうえおabcdeア一二三。"];
  const word = (length: number): string => Array.from({ length }, () => random.pick(letters)).join("");
  let found = 0;
  for (let round = 0; round < 300; round++) {
    const text = word(random.below(400));
    const index = new IndexedText(text);
    for (let tries = 0; tries < 30; tries++) {
      const wanted = foldCase(word(1 + random.below(4)));
      const isThere = foldCase(text).includes(wanted);
      if (isThere) found++;
      expect(index.includes(wanted)).toBe(isThere);
    }
  }
  expect(found).toBeGreaterThan(1000);
});
