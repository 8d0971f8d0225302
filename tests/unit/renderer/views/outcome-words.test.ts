import { expect, test } from "vitest";
import { createMessages } from "#contract/messages.ts";
import type { ChangedPosts } from "#contract/types/publish-run-types.ts";
import type { LeftBehind } from "#renderer/state/documents/left-behind.ts";
import type { Withdrawal } from "#renderer/state/publishing.ts";
import { outcomeWords } from "#renderer/views/publishing/outcome-words.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };

const none = { count: 0, first: null };
const path = "posts/a.md";
const first = { path, title: "Secret garden" };
const left: LeftBehind = {
  path,
  title: "Secret garden",
  state: "draft",
  dateText: "",
  isShared: false,
  isHeldBack: false,
};

function words(posts: Partial<ChangedPosts>, left: LeftBehind | null, withdrawal: Withdrawal | null = null) {
  const result = { posts: { new: none, changed: none, removed: none, ...posts }, uploaded: 2, removed: 1 };
  return [
    outcomeWords(
      createMessages("en", en),
      result,
      { back: null, withdrawal, left },
      { place: null, space: " " },
    ),
    outcomeWords(
      createMessages("ja", ja),
      result,
      { back: null, withdrawal, left },
      { place: null, space: "" },
    ),
  ];
}

test("the message names a draft that was not published, and offers to publish it", () => {
  const [english, japanese] = words({ new: { count: 1, first: { path: "posts/b.md", title: "B" } } }, left);
  expect(english).toEqual({
    title: "Published “B”. “Secret garden” is still a draft.",
    more: [],
    draft: left,
  });
  expect(japanese?.title).toBe("「B」を公開しました。「Secret garden」は、まだ下書きです。");
});

test("for a draft at a secret address, the message says that it can be read there, and does not offer to publish it", () => {
  const [english, japanese] = words({}, { ...left, isShared: true });
  expect(english).toMatchObject({
    title: "Published. “Secret garden” can be read at its secret address.",
    draft: null,
  });
  expect(japanese?.title).toBe("公開しました。「Secret garden」は、秘密のアドレスで読めます。");
});

test("a draft that cannot be published as it is, is named without an offer to publish it", () => {
  const [english] = words({}, { ...left, isHeldBack: true });
  expect(english).toMatchObject({ title: "Published. “Secret garden” is still a draft.", draft: null });
});

test("for a post that was taken offline, the message says where it is now, and does not offer to publish it", () => {
  const withdrawal: Withdrawal = { path, title: "Secret garden", kind: "post" };
  const removed = { count: 1, first };
  const [english, japanese] = words({ removed }, left, withdrawal);
  const title = "“Secret garden” is offline. It stays here as a draft.";
  expect(english).toEqual({ title, more: [], draft: null });
  expect(japanese?.title).toBe("「Secret garden」を公開から外しました。下書きとして残っています。");
  const [more] = words(
    { removed, changed: { count: 2, first: { path: "b.md", title: "B" } } },
    left,
    withdrawal,
  );
  expect(more).toEqual({ title, more: ["Updated “B” and 1 more."], draft: null });
  // A publish for another purpose that also removes this post is reported like any other
  expect(words({ removed }, left)[0]).toEqual({
    title: "Took “Secret garden” offline.",
    more: [],
    draft: null,
  });
});

test("after a return to an earlier publish, the message offers no publish, which would undo the return", () => {
  const result = { posts: { new: none, changed: none, removed: none }, uploaded: 2, removed: 1 };
  const outcome = { back: 3, withdrawal: null, left };
  const wordsFor = (place: string | null) =>
    outcomeWords(createMessages("en", en), result, outcome, { place, space: " " });
  expect(wordsFor(null)).toEqual({
    title: "The site is back to the earlier publish.",
    more: [],
    draft: null,
  });
  expect(wordsFor("test")).toMatchObject({ title: "The site at “test” is back to the earlier publish." });
});
