import { expect, test } from "vitest";
import type { PostSummary } from "#contract/types/blog-types.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import { inAuthorsOrder, postsByFile } from "#renderer/views/publishing/plan/plan-order.ts";

test("posts come first, then other pages, pictures, and files for programs", () => {
  const posts = postsByFile([
    post("雨の日.html", "雨"),
    post("about/", "このサイト"),
    post(undefined, "日付なし"),
  ]);
  const files = [
    "assets/icon.svg",
    "rss.xml",
    "contents/2026.html",
    "media/a.WEBP",
    "雨の日.html",
    "index.html",
    "about/index.html",
  ];
  expect(inAuthorsOrder(files.map(planned), posts).map(({ path }) => path)).toEqual([
    "雨の日.html",
    "about/index.html",
    "contents/2026.html",
    "index.html",
    "media/a.WEBP",
    "assets/icon.svg",
    "rss.xml",
  ]);
  expect(posts.get("about/index.html")?.title).toBe("このサイト");
});

function planned(path: string): PublishPlan["files"][number] {
  return { path, change: "new", size: 1 };
}

function post(address: string | undefined, title: string): PostSummary {
  return {
    path: `posts/${title}.md`,
    kind: "post",
    section: "",
    title,
    excerpt: "",
    date: null,
    dateText: "",
    updated: null,
    state: "ready",
    tags: [],
    thumbnail: null,
    ...(address === undefined ? {} : { address }),
    problems: 0,
  };
}
