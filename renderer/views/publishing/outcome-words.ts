import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { doneWords } from "#contract/types/publish-words.ts";
import type { LeftBehind } from "../../state/documents/left-behind.ts";
import type { Messages } from "../../state/language.ts";
import type { PublishingState } from "../../state/publishing.ts";
import { postTitle } from "../shared/post-title.ts";

/** Text of the message about a publish, before the part about files. */
export interface OutcomeWords {
  readonly title: string;
  readonly more: readonly string[];
  /** The draft on screen that the message offers to publish. */
  readonly draft: LeftBehind | null;
}

type Outcome = Pick<PublishingState, "back" | "withdrawal" | "left">;
type Result = Pick<PublishResult, "posts" | "uploaded" | "removed">;

/** `place`: name of the target, unless it is the default one; `space`: separator between two sentences. */
export function outcomeWords(
  t: Messages,
  result: Result,
  { back, withdrawal, left }: Outcome,
  place: string | null,
  space: string,
): OutcomeWords {
  const done = doneWords(t, result, place);
  if (withdrawal && withdrawal.kind !== "trashed" && result.posts && result.posts.removed.count > 0) {
    const title = t("unpublish.done", { title: postTitle(t, withdrawal) });
    return { title, more: besides(t, result, result.posts, place), draft: null };
  }
  // The post that was taken off the site is the draft on screen: it is offline on purpose
  const isGone = left?.state === "draft" && result.posts?.removed.first?.path === left.path;
  const draft = left?.state === "draft" && !isGone ? left : null;
  const title = back === null ? done.title : t("publish.done.back");
  return { title: [title, ...(isGone ? [] : leftWords(t, left))].join(space), more: done.more, draft };
}

/** Returns what else was published with the removal of a post. */
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

/**
 * Returns a sentence if the post on screen is not published, so that the result is not taken for complete.
 */
function leftWords(t: Messages, left: LeftBehind | null): string[] {
  if (!left) return [];
  const title = postTitle(t, left);
  if (left.state === "scheduled") return [t("publish.left.scheduled", { title, date: left.dateText })];
  return [t("publish.left.draft", { title })];
}
