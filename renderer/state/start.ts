import type { PostSummary } from "#contract/types/blog-types.ts";
import { toAppError } from "#contract/errors.ts";
import type { App } from "./app.ts";
import type { SaveProgress } from "./documents/open-document.ts";

/**
 * Opens the post that was open last, and waits for `opened`. Then loads the blog and recovered texts.
 * The blog is loaded after the post, because rendering the list of posts would delay the editor.
 * Never rejects, but sets errors in the stores.
 */
export async function startApp(
  app: App,
  opened: (isThere: boolean) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const { blog, documents, preferences, info } = app;
  const last = preferences.values.lastPost[info.folder];
  const known = documents.current;
  if (last !== undefined && !known) await documents.open(last);
  await opened(documents.current !== null);
  await Promise.all([known ? documents.confirm(known.path) : null, blog.load()]);
  const newest = firstToOpen(blog.store.getState().posts)?.path;
  // Keeps a post that the author has chosen while the blog was loaded.
  const opensNewest = documents.current === null && documents.store.getState().opening === null;
  if (opensNewest) {
    // Shows no error if the last post could not be opened, because it may have been moved or removed.
    if (newest === undefined) documents.store.setState({ failure: null });
    else await documents.open(newest);
  }
  const shown = documents.current?.path;
  // A post that the program itself has opened is not the author's choice.
  if (shown !== undefined && shown !== (opensNewest ? newest : last)) rememberPost(app, shown);
  documents.store.subscribe(({ facts, saving }, before) => {
    if (!facts) return;
    if (facts.path !== before.facts?.path) rememberPost(app, facts.path);
    else if (saving && isOtherFile(saving, before.saving)) checkAgain(app, facts.path);
  });
  await whenReady(app, async () => {
    await Promise.all([loadRecovery(app), app.publishing.load()]);
  });
}

/** Calls `work` once: now if the blog is loaded, otherwise when a later attempt to load it succeeds. */
async function whenReady({ blog }: App, work: () => Promise<void>): Promise<void> {
  if (blog.store.getState().status === "ready") return work();
  const stop = blog.store.subscribe(({ status }) => {
    if (status !== "ready") return;
    stop();
    void work();
  });
}

/**
 * Loads the texts that earlier windows left unsaved.
 * Never rejects, but shows an error in a notice with a retry button.
 */
async function loadRecovery(app: App): Promise<void> {
  try {
    await app.recovery.load();
  } catch (error) {
    const retry = (): void => void loadRecovery(app);
    app.workspace.notify({ kind: "error", error: toAppError(error), retry });
  }
}

/** Whether the post's file has changed: by a save, by another program, or by a conversion to UTF-8. */
function isOtherFile(now: SaveProgress, before: SaveProgress | null): boolean {
  return now.savedVersion !== before?.savedVersion || now.hash !== before.hash;
}

/**
 * Checks the blog again after the file of a post with problems has changed.
 * A check after every save of every post would take too long.
 */
function checkAgain({ checks, publishing }: App, path: string): void {
  if (checks.store.getState().counts.has(path) && !publishing.store.getState().running) void checks.run();
}

/** Returns the post to open if none was open before: a draft, or the newest unscheduled post. */
function firstToOpen(posts: readonly PostSummary[]): PostSummary | undefined {
  return (
    posts.find(({ kind, state }) => kind === "post" && state === "draft") ??
    posts.find(({ kind, state }) => kind === "post" && state !== "scheduled") ??
    posts[0]
  );
}

function rememberPost({ preferences, info }: App, path: string): void {
  // Ignores a failure, because remembering the last post is only a convenience.
  preferences.setForBlog("lastPost", info.folder, path).catch(() => undefined);
}
