import type { App } from "../state/app.ts";
import { standingOf } from "../state/documents/documents.ts";
import { isOpenDraft } from "../state/documents/left-behind.ts";
import type { OpenDocument } from "../state/documents/open-document.ts";
import type { Withdrawal } from "../state/publishing.ts";

/** What becomes of the draft on screen when its author presses Publish; `ask` unless the author chose once. */
export type NewPosts = "ask" | "publish" | "keep";

/** What this blog's author chose, on this computer. */
function newPosts({ preferences, info }: App): NewPosts {
  return preferences.values.newPosts[info.folder] ?? "ask";
}

/** Remembers what becomes of drafts on screen, for this blog. */
export async function chooseNewPosts({ preferences, info }: App, choice: NewPosts): Promise<void> {
  const { [info.folder]: _, ...others } = preferences.values.newPosts;
  await preferences.set({ newPosts: choice === "ask" ? others : { ...others, [info.folder]: choice } });
}

/** Publishes; what becomes of a draft on screen its author is asked, or has said once. Rejects with an `AppError`. */
export async function publish(app: App, review = false, target: string | null = null): Promise<void> {
  const { current } = app.documents;
  const choice = newPosts(app);
  if (!isOpenDraft(current)) {
    await app.publishing.run(review, target);
    return;
  }
  const { path } = current;
  const isOnline = isStillOnline(app, current);
  // What is remembered is about new posts: this one its author took back
  if (isOnline || choice === "ask") app.publishing.askAboutDraft({ path, isOnline, review, target });
  else if (choice === "publish") await publishPost(app, path, review, target);
  else await app.publishing.run(review, target);
}

/** Whether the site has a draft. */
function isStillOnline({ blog }: App, document: OpenDocument): boolean {
  return standingOf(document, blog.post(document.path) ?? document).stillOnline;
}

/**
 * Finishes a post, with all its words that are on screen, and publishes it with whatever else waits. It is a draft again
 * when that is refused, or fails before anything is live. Rejects with an `AppError`.
 */
export async function publishPost(
  app: App,
  path: string,
  review = false,
  target: string | null = null,
): Promise<void> {
  const change = await app.documents.setStatus(path, "ready");
  const end = await app.publishing.run(review, target);
  if (end === "refused" || end === "failed") await app.documents.putBack(change);
}

/** What the author says of the draft on screen: publish it, publish only what else waits, take it off the site, or nothing yet. */
export type DraftAnswer = "publish" | "rest" | "takeOffline" | "later";

/** The author's answer about the draft on screen. Rejects with an `AppError`. */
export async function answerAboutDraft(app: App, answer: DraftAnswer, isRemembered: boolean): Promise<void> {
  const { draft } = app.publishing.store.getState();
  app.publishing.forgetDraft();
  if (!draft) return;
  if (isRemembered) await chooseNewPosts(app, answer === "publish" ? "publish" : "keep");
  const { path, review, target } = draft;
  if (answer === "publish") await publishPost(app, path, review, target);
  else if (answer === "takeOffline") await app.publishing.withdraw(withdrawalOf(app, path), target);
  else if (answer === "rest") await app.publishing.run(review, target);
}

/** Makes a published post a draft and takes it off the site, after one question. Rejects with an `AppError`. */
export async function unpublish(app: App, path: string): Promise<void> {
  const { documents, publishing } = app;
  const change = await documents.setStatus(path, "draft");
  if ((await publishing.withdraw(withdrawalOf(app, path))) === "refused") await documents.putBack(change);
}

/** Takes off the site what is not to be there any more: a draft, or a post in the trash. Never rejects. */
export async function takeOffline(app: App, path: string, title?: string): Promise<void> {
  app.workspace.dismissNotice();
  const trashed = { path, title: title ?? "", kind: "trashed" } as const;
  await app.publishing.withdraw(title === undefined ? withdrawalOf(app, path) : trashed);
}

function withdrawalOf(app: App, path: string): Withdrawal {
  const post = app.blog.post(path);
  return { path, title: post?.title || post?.excerpt || "", kind: post?.kind ?? "post" };
}
