import { AppError } from "#contract/errors.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";
import type { App } from "../state/app.ts";
import { always, type Command, hasDocument, isReady } from "../state/command.ts";

/** Commands on posts and pages. */
export const postCommands: readonly Command[] = [
  { id: "new-post", enabled: isReady, run: (app) => createDocument(app, "post") },
  { id: "new-page", enabled: isReady, run: (app) => createDocument(app, "page") },
  { id: "next-part", enabled: isPartOfSeries, run: createNextPart },
  { id: "save", enabled: hasDocument, run: saveByHand },
  {
    id: "properties",
    enabled: hasDocument,
    run: ({ workspace, panes }) => {
      const open = !workspace.store.getState().propertiesOpen;
      workspace.showPane("editor");
      workspace.showProperties(open);
      panes.focus(open ? "properties" : "editor");
    },
  },
  { id: "rename-post", enabled: hasDocument, run: ({ workspace }) => workspace.openSheet("rename") },
  { id: "trash-post", enabled: hasDocument, run: trashCurrent },
  {
    id: "find-post",
    enabled: always,
    run: async (app) => {
      app.workspace.showPane("list");
      const kept = app.preferences.setPanes({ list: true });
      // Moves the focus before storing the preference, so that text typed meanwhile goes to the filter.
      app.panes.focus("filter");
      await kept;
    },
  },
  {
    id: "filter-posts",
    enabled: isReady,
    run: async (app) => {
      app.workspace.showPane("list");
      await app.preferences.setPanes({ list: true });
      app.workspace.showFilterMenu(true);
    },
  },
];

/** Opens a post or page, and moves the focus to its text, unless the author chose another pane meanwhile. */
export async function showPost(app: App, path: string): Promise<void> {
  if (await openInEditor(app, path)) app.panes.focus("editor");
}

/**
 * Opens a post or page, and shows the editor. Does not move the focus.
 * If the author chose another pane meanwhile, keeps that pane and returns false.
 */
export async function openInEditor({ documents, workspace }: App, path: string): Promise<boolean> {
  const { narrowPane } = workspace.store.getState();
  await documents.open(path);
  const isSame = workspace.store.getState().narrowPane === narrowPane;
  if (isSame) workspace.showPane("editor");
  return isSame;
}

/**
 * Creates a post or page and opens it, or reuses an open post that is still empty.
 * Closes an open sheet first, because the sheet would hide the title and keep the focus.
 */
async function createDocument(app: App, kind: "post" | "page"): Promise<void> {
  app.workspace.closeSheet();
  if (kind === "page" || !isStillEmpty(app)) await app.documents.create({ kind });
  app.workspace.showPane("editor");
  app.panes.focus("title");
}

/** Whether the open document is a draft without title, text and tags. */
function isStillEmpty({ documents }: App): boolean {
  const { current } = documents;
  if (current?.kind !== "post" || current.state !== "draft" || current.problem !== null) return false;
  const { title = "", tags = [], series } = current.properties;
  return title === "" && current.body.trim() === "" && tags.length === 0 && series === undefined;
}

function isPartOfSeries({ documents }: App): boolean {
  return documents.current?.properties.series !== undefined;
}

async function createNextPart(app: App): Promise<void> {
  const path = app.documents.current?.path;
  if (path === undefined) return;
  // The text is saved first, because unsaved text may contain the name of the series.
  await app.documents.saveAll();
  const next = await app.services.engine.call("post.nextPart", { path });
  app.workspace.showPane("editor");
  await app.documents.open(next.path);
  app.panes.focus("title");
}

async function saveByHand({ documents, workspace }: App): Promise<void> {
  await documents.saveOnPurpose();
  if (documents.current?.save.kind === "saved") workspace.countSave();
}

async function trashCurrent(app: App): Promise<void> {
  const { current } = app.documents;
  if (current) await trashPost(app, current.path);
}

/** Renames the file of the open document and offers an undo. Rejects with an `AppError`. */
export async function renamePost({ documents, checks, workspace }: App, to: string): Promise<void> {
  const from = documents.current?.path;
  // Renaming changes links in other posts' files, so the files must contain the latest text.
  await documents.saveAll();
  const links = await documents.rename(to);
  if (from === undefined || links === null) return;
  workspace.notify({ kind: "renamed", from, to, links });
  // Problems are listed by file path, so a new path needs a new check.
  if (checks.store.getState().counts.has(from)) void checks.run();
}

/** Undoes the renaming of a file and the changes of links to the file. Rejects with an `AppError`. */
export async function undoRename(app: App, { from, to }: { from: string; to: string }): Promise<void> {
  app.workspace.dismissNotice();
  await app.documents.open(to);
  if (app.documents.current?.path !== to) throw new AppError("file.notFound", { path: to });
  await app.documents.saveAll();
  await app.documents.rename(from);
  app.panes.focus("editor");
}

/** Whether readers can open a post or page now, even if its file says otherwise. */
export function isOnline(post: PostSummary | undefined): boolean {
  return post?.stillOnline === true || post?.state === "published" || post?.state === "changed";
}

/** Moves a post or page into the trash and offers an undo. Rejects with an `AppError`. */
export async function trashPost(app: App, path: string): Promise<void> {
  const post = app.blog.post(path);
  await app.documents.settle(path);
  await app.services.engine.call("post.trash", { path });
  await app.documents.forget(path);
  const title = post?.title || post?.excerpt || "";
  app.workspace.notify({ kind: "trashed", path, title, isOnline: isOnline(post) });
  app.panes.focus("list");
}

/** Restores a post or page from the trash and opens it. Rejects with an `AppError`. */
export async function untrashPost(app: App, path: string): Promise<void> {
  const file = await app.services.engine.call("post.untrash", { path });
  app.workspace.dismissNotice();
  await app.documents.open(file.path);
  app.panes.focus("editor");
}

/** Restores a theme from the trash, and shows a notice. Rejects with an `AppError`. */
export async function restoreTheme(app: App, path: string, at: string): Promise<void> {
  const theme = path.slice(path.lastIndexOf("/") + 1);
  const { title } = await app.services.engine.call("themes.restore", { theme, at });
  app.workspace.notify({ kind: "themeRestored", name: title });
}
