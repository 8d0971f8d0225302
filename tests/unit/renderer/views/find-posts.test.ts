import { expect, test } from "vitest";
import { findPosts } from "#renderer/views/posts/find-posts.ts";
import { postSummary } from "../support/post-summary.ts";

const posts = [
  { title: "雨とカメラ", path: "posts/hibi/ame-to-kamera.md" },
  { title: "ｶﾒﾗを買う", path: "posts/hibi/kau.md", tags: ["雨具"] },
  { title: "亀の話", path: "posts/hibi/kame.md", address: "2022/yuki.html" },
  { title: "", excerpt: "題名のないひとこと", path: "posts/hibi/x.md", dateText: "2022年5月6日" },
].map(({ path, ...post }) => postSummary(path, post));

test.each([
  ["かめら", ["ｶﾒﾗを買う", "雨とカメラ"]],
  ["カメラ", ["ｶﾒﾗを買う", "雨とカメラ"]],
  ["亀", ["亀の話"]],
  ["KAME", ["雨とカメラ", "亀の話"]],
  ["ＹＵＫＩ", ["亀の話"]],
  ["ame-to", ["雨とカメラ"]],
  ["雨", ["雨とカメラ", "ｶﾒﾗを買う"]],
  ["雨 かめら", ["雨とカメラ", "ｶﾒﾗを買う"]],
  ["ないヒトコト", [""]],
  ["5月6日", [""]],
  ["雪", []],
])("%s finds %j", (query, titles) => {
  expect(findPosts(posts, query, 9).map(({ title }) => title)).toEqual(titles);
});

test("without a query, the first posts of the list are returned, up to the limit", () => {
  expect(findPosts(posts, " ", 2).map(({ path }) => path)).toEqual(posts.slice(0, 2).map(({ path }) => path));
  expect(findPosts(posts, "hibi", 3)).toHaveLength(3);
});
