import { AppError } from "#contract/errors.ts";
import type { BulkChange, BulkOutcome } from "#contract/types/bulk-types.ts";
import type { TermChange, TermKind } from "#contract/types/term-types.ts";
import type { App } from "../../state/app.ts";
import { type Command, isReady } from "../../state/command.ts";
import { isUnsaved } from "../../state/documents/open-document.ts";
import { noFacets } from "../../state/list/post-facets.ts";
import { isOnline } from "../post-commands.ts";

/** Commands on the posts that are selected in the list. */
export const bulkCommands: readonly Command[] = [
  {
    id: "change-posts",
    enabled: (app) => chosenPosts(app).length > 0,
    run: ({ workspace }) => workspace.openSheet("change-posts"),
  },
  {
    id: "move-to-section",
    enabled: (app) => sectionsOf(app).length > 1 && chosenPosts(app).some((path) => isPost(app, path)),
    run: ({ workspace }) => workspace.openSheet("move-to-section"),
  },
  { id: "trash", enabled: isReady, run: ({ workspace }) => workspace.openSheet("trash") },
  { id: "terms", enabled: isReady, run: ({ workspace }) => workspace.openSheet("terms") },
  { id: "undo-bulk", enabled: isReady, run: undoBulk },
];

/** Returns the posts that are selected in the list. Without a selection, returns the post on screen. */
export function chosenPosts({ selection, documents }: App): readonly string[] {
  const { paths } = selection;
  if (paths.length > 0) return paths;
  return documents.current ? [documents.current.path] : [];
}

/** Returns the sections of the blog. */
export function sectionsOf({ blog }: App): readonly { readonly name: string; readonly title: string }[] {
  return blog.store.getState().summary?.sections ?? [];
}

function isPost({ blog }: App, path: string): boolean {
  return blog.post(path)?.kind === "post";
}

/**
 * Changes the front matter of posts, moves their files to a section, and offers an undo.
 * Rejects with an `AppError`.
 */
export async function changePosts(app: App, paths: readonly string[], change: BulkChange): Promise<void> {
  await app.documents.saveAll();
  const { ready, skipped } = withoutUnsaved(app, paths);
  const outcome = await app.services.engine.call("bulk.change", { paths: ready, change });
  await takeOver(app, outcome);
  const { section: name, readdress: _readdress, ...others } = change;
  const isMove = name !== undefined && Object.keys(others).length === 0;
  const section = isMove ? sectionsOf(app).find((each) => each.name === name)?.title : undefined;
  const all = { ...outcome, skipped: [...skipped, ...outcome.skipped] };
  const mayHide = change.status === "draft" || change.shift !== undefined;
  app.workspace.notify({ kind: "bulk", what: "changed", outcome: all, section, mayHide });
}

/**
 * Moves the open post and its file to a section, and offers an undo. Rejects with an `AppError`.
 * If readers can see the post, first asks the author whether to keep the post's address.
 */
export async function moveOpenPost(app: App, section: string): Promise<void> {
  const path = app.documents.current?.path;
  if (path === undefined) return;
  if (isOnline(app.blog.post(path))) {
    app.selection.select([path], path);
    app.workspace.openMove(section);
  } else await changePosts(app, [path], { section });
}

/**
 * Renames, merges or deletes tags, categories or series in all posts, and offers an undo.
 * Rejects with an `AppError`.
 */
export async function changeTerms(app: App, change: TermChange): Promise<void> {
  await app.documents.saveAll();
  const { skipped } = withoutUnsaved(
    app,
    app.blog.store.getState().posts.map(({ path }) => path),
  );
  const except = skipped.map(({ path }) => path);
  const outcome = await app.services.engine.call("terms.change", { ...change, except });
  await takeOver(app, outcome);
  report(app, "changed", { ...outcome, skipped: [...skipped, ...outcome.skipped] });
}

/** Renames a section and the folder of its posts, and offers an undo. Rejects with an `AppError`. */
export async function renameSection(
  app: App,
  change: { readonly from: string; readonly to: string; readonly redirect: boolean },
): Promise<void> {
  await app.documents.saveAll();
  const all = app.blog.store.getState().posts.map(({ path }) => path);
  const [unsaved] = withoutUnsaved(app, all).skipped;
  if (unsaved) throw new AppError("post.conflict", { path: unsaved.path });
  const outcome = await app.services.engine.call("sections.rename", change);
  await takeOver(app, outcome);
  report(app, "changed", outcome);
}

/** Maps each kind of term, such as a tag, to its filter in the list of posts. */
const facetOfKind = { tags: "tag", categories: "category", series: "series" } as const;

/** Filters the list, so that it shows only the posts with a tag or category, or of a series. */
export function showPostsOf({ workspace, panes }: App, kind: TermKind, name: string): void {
  workspace.setFilter("");
  workspace.setFacets({ ...noFacets, [facetOfKind[kind]]: [name] });
  workspace.closeSheet();
  workspace.showPane("list");
  panes.focus("list");
}

/** Moves posts into the trash, and offers an undo. Rejects with an `AppError`. */
export async function trashPosts(app: App, paths: readonly string[]): Promise<void> {
  const online = new Set(paths.filter((path) => isOnline(app.blog.post(path))));
  for (const path of paths) if (app.documents.documentOf(path)) await app.documents.settle(path);
  const outcome = await app.services.engine.call("bulk.trash", { paths: [...paths] });
  for (const path of outcome.changed) await app.documents.forget(path);
  app.selection.clear();
  const stillOnline = outcome.changed.filter((path) => online.has(path)).length;
  app.workspace.notify({ kind: "bulk", what: "trashed", outcome, stillOnline });
  app.panes.focus("list");
}

/** Undoes the last change of several posts. Rejects with an `AppError`. */
export async function undoBulk(app: App): Promise<void> {
  app.workspace.dismissNotice();
  await app.documents.saveAll();
  const outcome = await app.services.engine.call("bulk.undo", {});
  await takeOver(app, outcome);
  report(app, "undone", outcome);
}

/** Leaves out posts with unsaved text, because changes of their files would cause conflicts. */
function withoutUnsaved({ documents }: App, paths: readonly string[]) {
  const isUnsavedPost = (path: string): boolean => {
    const open = documents.documentOf(path);
    return open !== undefined && isUnsaved(open);
  };
  const skipped = paths.filter(isUnsavedPost).map((path) => {
    const { code, values } = new AppError("post.conflict", { path });
    return { path, reason: { code, values } };
  });
  return { ready: paths.filter((path) => !isUnsavedPost(path)), skipped };
}

/** Loads the changed files of open posts. */
async function takeOver({ documents, services }: App, { changed }: BulkOutcome): Promise<void> {
  for (const path of changed) {
    if (documents.documentOf(path)) documents.fileChanged(await services.engine.call("post.open", { path }));
  }
}

function report({ workspace }: App, what: "changed" | "undone", outcome: BulkOutcome): void {
  workspace.notify({ kind: "bulk", what, outcome });
}
