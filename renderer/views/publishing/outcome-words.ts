import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { doneWords } from "#contract/types/publish-words.ts";
import type { LeftBehind } from "../../state/documents/left-behind.ts";
import type { Messages } from "../../state/language.ts";
import type { PublishingState } from "../../state/publishing.ts";
import { postTitle } from "../shared/texts.ts";

/** The text of the message about a publish. Leaves out the sentence about uploaded and removed files. */
export interface OutcomeWords {
  readonly title: string;
  readonly more: readonly string[];
  /** The draft on screen if the message offers to publish it, otherwise null. */
  readonly draft: LeftBehind | null;
}

type Outcome = Pick<PublishingState, "back" | "withdrawal" | "left">;
type Result = Pick<PublishResult, "posts" | "uploaded" | "removed" | "finished">;

interface Wording {
  /** The target's name, or null for the default target. */
  readonly place: string | null;
  /** The text between two sentences: "" in Japanese, a space in other languages. */
  readonly space: string;
}

/** Returns the message about a publish. */
export function outcomeWords(
  t: Messages,
  result: Result,
  { back, withdrawal, left }: Outcome,
  { place, space }: Wording,
): OutcomeWords {
  const done = doneWords(t, result, place);
  if (withdrawal && withdrawal.kind !== "trashed" && result.posts && result.posts.removed.count > 0) {
    const title = t("unpublish.done", { title: postTitle(t, withdrawal) });
    return { title, more: besides(t, result, result.posts, place), draft: null };
  }
  // Does not offer to publish the draft, because this would also undo the return to an earlier publish.
  if (back !== null) {
    const title = place === null ? t("publish.done.back") : t("publish.done.backAt", { name: place });
    return { title, more: done.more, draft: null };
  }
  // Leaves out the message about the open draft if this publish has removed the draft from the site.
  const isGone = left?.state === "draft" && result.posts?.removed.first?.path === left.path;
  const draft = left?.state === "draft" && !isGone && !left.isShared && !left.isHeldBack ? left : null;
  return { title: [done.title, ...(isGone ? [] : leftWords(t, left))].join(space), more: done.more, draft };
}

/** Returns sentences about all changes of a publish, except for the removal of the withdrawn post. */
function besides(
  t: Messages,
  result: Result,
  posts: NonNullable<Result["posts"]>,
  place: string | null,
): readonly string[] {
  const removed = { count: posts.removed.count - 1, first: null };
  if (posts.new.count + posts.changed.count + removed.count === 0) return [];
  const { title, more } = doneWords(t, { ...result, posts: { ...posts, removed } }, place);
  return [title, ...more];
}

/** If the post on screen is not public, returns a sentence that says why: draft, scheduled or shared. */
function leftWords(t: Messages, left: LeftBehind | null): string[] {
  if (!left) return [];
  const title = postTitle(t, left);
  if (left.isShared) return [t("publish.left.shared", { title })];
  if (left.state === "scheduled") return [t("publish.left.scheduled", { title, date: left.dateText })];
  return [t("publish.left.draft", { title })];
}
