import { expect, test } from "vitest";
import { createMessages } from "#contract/messages.ts";
import type { ChangedPosts, PublishResult } from "#contract/types/publish-run-types.ts";
import { doneWords } from "#contract/types/publish-words.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };

const none = { count: 0, first: null };
const two = { count: 2, first: { path: "posts/a.md", title: "はじめまして" } };
const one = { count: 1, first: { path: "posts/b.md", title: "" } };

function words(
  posts: Partial<ChangedPosts>,
  place: string | null = null,
  files = 3,
  finished?: PublishResult["finished"],
): string[] {
  const result = {
    posts: { new: none, changed: none, removed: none, ...posts },
    uploaded: files,
    removed: 0,
    ...(finished ? { finished } : {}),
  };
  return [createMessages("en", en), createMessages("ja", ja)].map((t) => {
    const { title, more } = doneWords(t, result, place);
    return [title, ...more].join(" ");
  });
}

test("a publish is described by its new posts, otherwise by changed ones, otherwise by removed ones", () => {
  expect(words({ new: two })).toEqual([
    "Published “はじめまして” and 1 more.",
    "「はじめまして」ほか 1 件を公開しました。",
  ]);
  expect(words({ new: two, changed: one, removed: two })).toEqual([
    "Published “はじめまして” and 1 more. Updated “Untitled”. Taken offline: “はじめまして” and 1 more.",
    "「はじめまして」ほか 1 件を公開しました。 「無題」を更新しました。 「はじめまして」ほか 1 件の公開をやめました。",
  ]);
  expect(words({ changed: one }, "live")).toEqual([
    "Updated “Untitled” to live.",
    "「live」に「無題」を更新しました。",
  ]);
  expect(words({ removed: { count: 3, first: null } })).toEqual([
    "Took 3 posts offline.",
    "記事 3 件の公開をやめました。",
  ]);
});

test("no post is mentioned if only other files changed, or nothing", () => {
  expect(words({})).toEqual(["Published.", "公開しました。"]);
  expect(words({}, "live")).toEqual(["Published to live.", "「live」に公開しました。"]);
  expect(words({}, null, 0)).toEqual([
    "Everything is up to date. Nothing was sent.",
    "すべて最新です。送信したファイルはありません。",
  ]);
});

test("a publish that only completes an interrupted one says so, with the files that are online", () => {
  expect(words({}, null, 0, { at: "", files: 12, removed: 1 })).toEqual([
    "Completed the interrupted publish. 12 files of an interrupted publish are online now. 1 file was deleted.",
    "中断していた公開の続きを行い、公開しました。 中断していた公開の 12 個のファイルがウェブに出ています。1 個のファイルを削除しました。",
  ]);
  expect(words({ new: two }, null, 0, { at: "", files: 1, removed: 0 })).toEqual([
    "Published “はじめまして” and 1 more. 1 file of an interrupted publish is online now.",
    "「はじめまして」ほか 1 件を公開しました。 中断していた公開の 1 個のファイルがウェブに出ています。",
  ]);
  expect(words({}, "live", 0, { at: "", files: 0, removed: 2 })).toEqual([
    "Completed the interrupted publish to live. 2 files of an interrupted publish were deleted.",
    "中断していた公開の続きを行い、「live」に公開しました。 中断していた公開の 2 個のファイルを削除しました。",
  ]);
  expect(words({}, null, 0, { at: "", files: 0, removed: 0 })).toEqual([
    "Completed the interrupted publish.",
    "中断していた公開の続きを行い、公開しました。",
  ]);
});
