import type { App } from "../state/app.ts";
import { isOpenDraft } from "../state/left-behind.ts";

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
  if (!isOpenDraft(current) || choice === "keep") await app.publishing.run(review, target);
  else if (choice === "publish") await publishPost(app, current.path, review, target);
  else app.publishing.askAboutDraft({ path: current.path, review, target });
}

/** Finishes a post, with all its words that are on screen, and publishes it with whatever else waits. Rejects with an `AppError`. */
export async function publishPost(
  app: App,
  path: string,
  review = false,
  target: string | null = null,
): Promise<void> {
  await app.documents.setStatus(path, "ready");
  await app.publishing.run(review, target);
}

/** The author's answer about the draft on screen. Rejects with an `AppError`. */
export async function answerAboutDraft(app: App, isPublished: boolean, isRemembered: boolean): Promise<void> {
  const { draft } = app.publishing.store.getState();
  app.publishing.forgetDraft();
  if (!draft) return;
  if (isRemembered) await chooseNewPosts(app, isPublished ? "publish" : "keep");
  const { path, review, target } = draft;
  if (isPublished) await publishPost(app, path, review, target);
  else await app.publishing.run(review, target);
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
  await app.publishing.withdraw(title === undefined ? withdrawalOf(app, path) : { title, kind: "trashed" });
}

function withdrawalOf(app: App, path: string) {
  const post = app.blog.post(path);
  return { title: post?.title || post?.excerpt || "", kind: post?.kind ?? "post" };
}
