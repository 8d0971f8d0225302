import type { PostSummary } from "#contract/types/blog-types.ts";
import type { App } from "./app.ts";

/**
 * Opens the post that was open last, unless it is on screen already, loads the blog, and asks what a crash may have left
 * behind. As soon as the post is there, or it is known that there is none, `opened` is called; the list waits for what that
 * returns, since drawing it would keep the editor waiting. Never rejects: failures are in the stores.
 */
export async function startApp(
  app: App,
  opened: (isThere: boolean) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const { blog, documents, preferences, publishing, recovery, info } = app;
  const last = preferences.values.lastPost[info.folder];
  const known = documents.current;
  if (last !== undefined && !known) await documents.open(last);
  await opened(documents.current !== null);
  await Promise.all([known ? documents.confirm(known.path) : null, blog.load()]);
  const newest = firstToOpen(blog.store.getState().posts)?.path;
  if (documents.current === null) {
    // The last post may have been moved or removed since: that is nothing to complain about at the start.
    if (newest === undefined) documents.store.setState({ failure: null });
    else await documents.open(newest);
  }
  documents.store.subscribe(({ facts }, { facts: before }) => {
    if (!facts) return;
    if (facts.path !== before?.path) rememberPost(app, facts.path);
    else if (facts.savedVersion !== before.savedVersion) checkAgain(app, facts.path);
  });
  if (blog.store.getState().status !== "ready") return;
  await Promise.all([recovery.load(), publishing.load()]);
}

/** A post with known problems was saved: perhaps one was mended. Posts without any are not worth a build each time. */
function checkAgain({ checks, publishing }: App, path: string): void {
  if (checks.store.getState().counts.has(path) && !publishing.store.getState().running) void checks.run();
}

/** Without a last post: a draft that waits to be finished, else the newest post that is not for later. */
function firstToOpen(posts: readonly PostSummary[]): PostSummary | undefined {
  return (
    posts.find(({ kind, state }) => kind === "post" && state === "draft") ??
    posts.find(({ kind, state }) => kind === "post" && state !== "scheduled") ??
    posts[0]
  );
}

function rememberPost({ preferences, info }: App, path: string): void {
  const lastPost = { ...preferences.values.lastPost, [info.folder]: path };
  // Which post was open is a convenience; that it could not be kept is not worth a word.
  preferences.set({ lastPost }).catch(() => undefined);
}
