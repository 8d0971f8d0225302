import { expect, test } from "vitest";
import type { PendingChanges } from "#contract/types/pending-types.ts";
import { countOfOthers, isMoreWaiting } from "#renderer/views/publishing/more-waiting.ts";

const path = "posts/a.md";
const pending = (changes: Partial<PendingChanges>): PendingChanges => ({
  target: "practice",
  count: 0,
  posts: [],
  shared: [],
  first: false,
  ...changes,
});
const draft = { path, state: "draft" } as const;

test("nothing else waits besides a single draft, even on a new blog, whose site alone does not count", () => {
  expect(isMoreWaiting(pending({}), [draft], path)).toBe(false);
  expect(isMoreWaiting(pending({ first: true }), [draft], path)).toBe(false);
  expect(isMoreWaiting(pending({ first: true }), [draft, { path: "b.md", state: "draft" }], path)).toBe(
    false,
  );
  expect(isMoreWaiting(pending({ first: true }), [draft, { path: "b.md", state: "ready" }], path)).toBe(true);
  expect(isMoreWaiting(null, [draft], path)).toBe(true);
  // A shared draft is published at a secret address, although it is a draft.
  const shared = [{ path, change: "new" as const }];
  expect(isMoreWaiting(pending({ first: true, shared }), [draft], path)).toBe(true);
  expect(isMoreWaiting(pending({ count: 1, shared }), [draft], path)).toBe(true);
  // A change of settings or theme
  expect(isMoreWaiting(pending({ count: 1 }), [draft], path)).toBe(true);
});

test("changes of other posts are counted without that of the post itself", () => {
  const posts = [
    { path, change: "removed" as const },
    { path: "b.md", change: "changed" as const },
    { path: "c.md", change: "new" as const },
  ];
  expect(countOfOthers(pending({ count: 3, posts }), path)).toBe(2);
  expect(countOfOthers(pending({ count: 3, posts }), "other.md")).toBe(3);
});
