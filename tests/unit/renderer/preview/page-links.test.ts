import { expect, test } from "vitest";
import { encodedPath } from "#contract/text/percent-encoding.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { readLink } from "#renderer/preview/page-links.ts";

const page = "site://b1/2026/05/a.html?preview=posts%2Fa.md";
const post: PostSummary = {
  path: "posts/b.md",
  kind: "post",
  section: "posts",
  title: "b",
  excerpt: "",
  date: null,
  dateText: "",
  updated: null,
  state: "draft",
  tags: [],
  thumbnail: null,
  address: "日記/b.html",
  problems: 0,
};

test("a link to a post of the blog names the post", () => {
  const url = "site://b1/%E6%97%A5%E8%A8%98/b.html#x";
  expect(readLink(url, page, [post])).toEqual({ kind: "post", path: "posts/b.md" });
});

test("a list of the blog is not a post", () => {
  expect(readLink("site://b1/index.html", page, [post])).toEqual({ kind: "blog" });
});

test("all other links lead outside, even those to another blog's preview", () => {
  const url = "https://example.com/日記/b.html";
  expect(readLink(url, page, [post])).toEqual({ kind: "outside", url });
  expect(readLink("site://b2/index.html", page, [post]).kind).toBe("outside");
  expect(readLink("mailto:a@example.com", page, [post]).kind).toBe("outside");
});

test("addresses of posts may contain number signs, question marks and percent signs", () => {
  const posts = [{ ...post, address: "c#/100%?.html" }];
  const url = `site://b1/${encodedPath("c#/100%?.html")}`;
  expect(readLink(url, page, posts)).toEqual({ kind: "post", path: "posts/b.md" });
  expect(readLink("site://b1/100%.html", page, posts)).toEqual({ kind: "blog" });
});
