import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { doneWords } from "#contract/types/publish-words.ts";
import type { LeftBehind } from "../../state/documents/left-behind.ts";
import type { Messages } from "../../state/language.ts";
import type { PublishingState } from "../../state/publishing.ts";
import { postTitle } from "../shared/texts.ts";

/** The text of the message about a publish, without the part about files. */
export interface OutcomeWords {
  readonly title: string;
  readonly more: readonly string[];
  /** The draft on screen, if the message offers to publish it; otherwise null. */
  readonly draft: LeftBehind | null;
}

type Outcome = Pick<PublishingState, "back" | "withdrawal" | "left">;
type Result = Pick<PublishResult, "posts" | "uploaded" | "removed">;

/**
 * Returns the text of the message. `place` is the name of the target, if it is not the default one; `space`
 * separates two sentences.
 */
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
  // The draft on screen may be the post that this publish took off the site: then it is offline on purpose
  const isGone = left?.state === "draft" && result.posts?.removed.first?.path === left.path;
  const draft = left?.state === "draft" && !isGone ? left : null;
  const title = back === null ? done.title : t("publish.done.back");
  return { title: [title, ...(isGone ? [] : leftWords(t, left))].join(space), more: done.more, draft };
}

/** Returns a text for what else was published when a post was taken off the site. */
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
 * Returns a sentence that tells that the post on screen is not published, if that is so: the author may think
 * it is.
 */
function leftWords(t: Messages, left: LeftBehind | null): string[] {
  if (!left) return [];
  const title = postTitle(t, left);
  if (left.state === "scheduled") return [t("publish.left.scheduled", { title, date: left.dateText })];
  return [t("publish.left.draft", { title })];
}
