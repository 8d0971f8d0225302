import type { App } from "../state/app.ts";
import { publicationStateOf } from "../state/documents/document-hooks.ts";
import { isOpenDraft } from "../state/documents/left-behind.ts";
import type { OpenDocument } from "../state/documents/open-document.ts";
import type { StatusChange } from "../state/documents/post-status.ts";
import type { Withdrawal } from "../state/publishing.ts";

/** What a publish does with a draft on screen: ask the author, publish it, or keep it as a draft. */
export type NewPosts = "ask" | "publish" | "keep";

function newPosts({ preferences, info }: App): NewPosts {
  return preferences.values.newPosts[info.folder] ?? "ask";
}

/** Stores the author's choice for drafts on screen. The choice applies to this blog on this computer. */
export async function chooseNewPosts({ preferences, info }: App, choice: NewPosts): Promise<void> {
  await preferences.setForBlog("newPosts", info.folder, choice === "ask" ? undefined : choice);
}

/** Publishes the blog, after asking about a draft on screen. Rejects with an `AppError`. */
export async function publish(app: App, review = false, target: string | null = null): Promise<void> {
  const { current } = app.documents;
  const choice = newPosts(app);
  if (!isOpenDraft(current)) {
    const shown = app.documents.current?.path;
    if (shown !== undefined) app.workspace.dismissStatusError(shown);
    await app.publishing.run(review, target);
    return;
  }
  const { path } = current;
  const isOnline = isStillOnline(app, current);
  // Always asks about a post that may still be online, even if the author's choice is stored.
  if (isOnline || choice === "ask") app.publishing.askAboutDraft({ path, isOnline, review, target });
  else if (choice === "publish") await publishPost(app, path, review, target);
  else await app.publishing.run(review, target);
}

/**
 * Repeats the last publish, restore or removal. If a draft is on screen, a publish asks about it again.
 * Rejects with an `AppError`.
 */
export async function publishAgain(app: App): Promise<void> {
  const { target, review, resend, back, withdrawal } = app.publishing.store.getState();
  const isPlain = back === null && withdrawal === null && resend.length === 0;
  if (isPlain) await publish(app, review, target);
  else await app.publishing.again();
}

function isStillOnline({ blog }: App, document: OpenDocument): boolean {
  return publicationStateOf(document, blog.post(document.path) ?? document).stillOnline;
}

/**
 * Marks a post as ready and publishes all waiting changes. Rejects with an `AppError`.
 * Makes the post a draft again if the publish ends before readers can see any change.
 */
export async function publishPost(
  app: App,
  path: string,
  review = false,
  target: string | null = null,
): Promise<void> {
  const change = await setStatus(app, path, "ready");
  const end = await app.publishing.run(review, target);
  if (end === "refused" || end === "failed") await app.postStatus.putBack(change);
}

/**
 * The author's answer about the draft on screen. `rest` publishes everything except the draft.
 * `later` is offered if nothing except the draft waits to be published.
 */
export type DraftAnswer = "publish" | "rest" | "takeOffline" | "later";

/** Carries out the author's answer about the draft on screen. Rejects with an `AppError`. */
export async function answerAboutDraft(app: App, answer: DraftAnswer, isRemembered: boolean): Promise<void> {
  const { draft } = app.publishing.store.getState();
  app.publishing.forgetDraft();
  if (!draft) return;
  if (isRemembered) await chooseNewPosts(app, answer === "publish" ? "publish" : "keep");
  const { path, review, target } = draft;
  if (answer === "publish") await publishPost(app, path, review, target);
  else if (answer === "takeOffline") await app.publishing.withdraw(withdrawalOf(app, path), target);
  else if (answer === "rest" || isPublished(app, target)) await app.publishing.run(review, target);
}

/** Whether the target is the one whose waiting changes are shown, and has a published site. */
function isPublished({ blog }: App, target: string | null): boolean {
  const { pending } = blog.store.getState();
  return pending !== null && !pending.first && (target === null || target === pending.target);
}

/** Changes the status of a post, and removes the message about an earlier failure. */
async function setStatus(app: App, path: string, status: "draft" | "ready"): Promise<StatusChange> {
  const change = await app.postStatus.set(path, status);
  app.workspace.dismissStatusError(path);
  return change;
}

/**
 * Changes a published post to a draft and removes it from the site. Rejects with an `AppError`.
 * Restores the post's state if the author declines the publish.
 */
export async function unpublish(app: App, path: string): Promise<void> {
  const { postStatus, publishing } = app;
  const change = await setStatus(app, path, "draft");
  if ((await publishing.withdraw(withdrawalOf(app, path))) === "refused") await postStatus.putBack(change);
}

/** Takes a draft or a deleted post off the site if readers can still open it. Never rejects. */
export async function takeOffline(app: App, path: string, title?: string): Promise<void> {
  app.workspace.dismissNotice();
  const trashed = { path, title: title ?? "", kind: "trashed" } as const;
  await app.publishing.withdraw(title === undefined ? withdrawalOf(app, path) : trashed);
}

function withdrawalOf(app: App, path: string): Withdrawal {
  const post = app.blog.post(path);
  return { path, title: post?.title || post?.excerpt || "", kind: post?.kind ?? "post" };
}
