import type { PostSummary } from "#contract/types/blog-types.ts";
import type { OpenDocument } from "./open-document.ts";

/** The post on screen that readers did not get by a publish, as it was when that ended. */
export interface LeftBehind {
  readonly path: string;
  readonly title: string;
  readonly state: "draft" | "scheduled";
  /** Its date as the author wrote it. */
  readonly dateText: string;
}

/** Whether a document is a draft with words in it, which could be published as it is. */
export function isOpenDraft(document: OpenDocument | null): document is OpenDocument {
  if (!document || document.problem || document.removed || document.conflict) return false;
  const { kind, properties, body } = document;
  const isDraft = properties.status === "draft" || (kind === "post" && properties.date === undefined);
  return isDraft && `${properties.title ?? ""}${body}`.trim() !== "";
}

/** The document on screen as long as readers do not get it; null when they do. `post`: what the list knows of it. */
export function leftBehind(document: OpenDocument | null, post: PostSummary | undefined): LeftBehind | null {
  if (!document) return null;
  const { path, properties } = document;
  const title = properties.title?.trim() || post?.excerpt || "";
  const facts = { path, title, dateText: post?.dateText ?? "" };
  if (isOpenDraft(document)) return { ...facts, state: "draft" };
  return (post ?? document).state === "scheduled" ? { ...facts, state: "scheduled" } : null;
}
