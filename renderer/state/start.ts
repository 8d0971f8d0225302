import type { App } from "./app.ts";

/**
 * Loads the blog, opens the post that was open last, and asks what a crash may have left behind. Never rejects:
 * failures are in the stores.
 */
export async function startApp(app: App): Promise<void> {
  const { blog, documents, preferences, recovery, info } = app;
  const last = preferences.values.lastPost[info.folder];
  const loaded = blog.load();
  if (last !== undefined) await documents.open(last);
  await loaded;
  const newest = blog.store.getState().posts[0]?.path;
  if (documents.store.getState().current === null) {
    // The last post may have been moved or removed since: that is nothing to complain about at the start.
    if (newest === undefined) documents.store.setState({ failure: null });
    else await documents.open(newest);
  }
  documents.store.subscribe(({ current }, previous) => {
    if (current && current.path !== previous.current?.path) rememberPost(app, current.path);
  });
  if (blog.store.getState().status === "ready") await recovery.load();
}

function rememberPost({ preferences, info }: App, path: string): void {
  const lastPost = { ...preferences.values.lastPost, [info.folder]: path };
  // Which post was open is a convenience; that it could not be kept is not worth a word.
  preferences.set({ lastPost }).catch(() => undefined);
}
