import type { PostSummary } from "#contract/types/blog-types.ts";
import type { OpenDocument } from "./open-document.ts";

/** The post on screen at the end of a publish, if the post is still not public. */
export interface LeftBehind {
  readonly path: string;
  readonly title: string;
  readonly state: "draft" | "scheduled";
  /** The date of the post as the author wrote it. */
  readonly dateText: string;
  /** Whether chosen people can read the post at its secret address. */
  readonly isShared: boolean;
  /** Whether the post is a draft for another reason than its status, such as its folder. */
  readonly isHeldBack: boolean;
}

/** Whether a document is a draft with content. Such a draft can be published now. */
export function isOpenDraft(document: OpenDocument | null): document is OpenDocument {
  if (!document || document.problem || document.removed || document.conflict) return false;
  const { kind, properties, state, body } = document;
  // A post without a date is a draft, unless the name of its file contains a date.
  const isUndated = kind === "post" && properties.date === undefined && state === "draft";
  const isDraft = properties.status === "draft" || isUndated;
  return isDraft && `${properties.title ?? ""}${body}`.trim() !== "";
}

/** Returns the document on screen if it is a draft or scheduled. `post` is its entry in the list. */
export function leftBehind(document: OpenDocument | null, post: PostSummary | undefined): LeftBehind | null {
  if (!document) return null;
  const { path, properties, problem } = document;
  const title = properties.title?.trim() || post?.excerpt || "";
  const isShared = isSharedNow(post);
  const facts = { path, title, dateText: post?.dateText ?? "", isShared, isHeldBack: false };
  if (isOpenDraft(document)) return { ...facts, state: "draft" };
  const { state } = post ?? document;
  const isOwnDraft = properties.status === "draft" || problem !== null;
  if (state === "draft" && !isOwnDraft) return { ...facts, state, isHeldBack: true };
  return state === "scheduled" ? { ...facts, state } : null;
}

/** Updates the facts of a post. Returns null if the post is gone, or is neither a draft nor scheduled. */
export function leftNow(left: LeftBehind | null, post: PostSummary | undefined): LeftBehind | null {
  if (!left || !post) return null;
  const { state, dateText } = post;
  return state === "draft" || state === "scheduled"
    ? { ...left, state, dateText, isShared: isSharedNow(post) }
    : null;
}

function isSharedNow(post: PostSummary | undefined): boolean {
  return post?.sharedDraft !== undefined && post.sharedDraft.until > Date.now();
}
