import { AppError } from "#contract/errors.ts";
import { encodedPath } from "#contract/text/percent-encoding.ts";
import type { PropertyChanges } from "#contract/types/blog-types.ts";
import type { App } from "../../state/app.ts";
import { interfaceMessages } from "../../state/language.ts";
import { type Command, hasDocument, isEditable, isReady } from "../../state/command.ts";

type Mark = "pinned" | "unlisted" | "noindex";

/** Commands on the open post, except the commands for writing. */
export const postActions: readonly Command[] = [
  { id: "duplicate-post", enabled: hasDocument, run: (app) => withCurrent(app, duplicatePost) },
  { id: "new-from-template", enabled: isReady, run: ({ workspace }) => workspace.openSheet("templates") },
  { id: "save-as-template", enabled: isPost, run: (app) => withCurrent(app, saveAsTemplate) },
  { id: "copy-address", enabled: hasAddress, run: (app) => withCurrent(app, copyAddress) },
  { id: "share-draft", enabled: isShareable, run: ({ workspace }) => workspace.openSheet("share-draft") },
  { id: "reveal-post", enabled: hasDocument, run: (app) => withCurrent(app, revealPost) },
  { id: "pin-post", enabled: isPost, run: (app) => toggle(app, "pinned") },
  { id: "unlist-post", enabled: isEditable, run: (app) => toggle(app, "unlisted") },
  { id: "noindex-post", enabled: isEditable, run: (app) => toggle(app, "noindex") },
];

function isPost(app: App): boolean {
  return app.documents.current?.kind === "post" && isEditable(app);
}

function hasAddress(app: App): boolean {
  const { current } = app.documents;
  return current !== null && postAddress(app, current.path) !== null;
}

/** Whether the open document is a post or page that readers do not see yet. */
function isShareable(app: App): boolean {
  const { current } = app.documents;
  const state = current && app.blog.post(current.path)?.state;
  return isEditable(app) && (state === "draft" || state === "scheduled");
}

async function withCurrent(app: App, work: (app: App, path: string) => Promise<void>): Promise<void> {
  const { current } = app.documents;
  if (current) await work(app, current.path);
}

/** Makes a draft with a copy of a post's text, and opens the draft. Rejects with an `AppError`. */
export async function duplicatePost(app: App, path: string): Promise<void> {
  // Saves first, because the copy must contain the latest text.
  await app.documents.saveAll();
  const title = app.documents.documentOf(path)?.properties.title ?? app.blog.post(path)?.title ?? "";
  const copied = title === "" ? "" : interfaceMessages(app)("post.copy", { title });
  const copy = await app.services.engine.call("post.duplicate", { path, title: copied });
  app.workspace.showPane("editor");
  await app.documents.open(copy.path);
  app.panes.focus("whole-title");
}

/** Makes a draft from a post template, and opens the draft. Rejects with an `AppError`. */
export async function createFromTemplate(app: App, name: string): Promise<void> {
  const { path } = await app.services.engine.call("templates.use", { name, status: "draft" });
  app.workspace.showPane("editor");
  await app.documents.open(path);
  app.panes.focus("whole-title");
}

/** Saves a copy of a post as a post template. Rejects with an `AppError`. */
export async function saveAsTemplate(app: App, path: string): Promise<void> {
  await app.documents.saveAll();
  const saved = await app.services.engine.call("templates.save", { path });
  app.workspace.notify({ kind: "templateSaved", ...saved });
}

/** Returns the public address of a post on the default target. Null if the post has no address. */
export function postAddress(app: App, path: string): string | null {
  const address = app.blog.post(path)?.address;
  return address === undefined ? null : urlOnSite(app, address);
}

/** Returns the URL of a page on the default target. Returns null if the target has no address yet. */
export function urlOnSite({ blog }: App, address: string): string | null {
  const { summary } = blog.store.getState();
  const target = summary?.targets.find(({ name }) => name === summary.defaultTarget);
  if (!target?.url) return null;
  return new URL(encodedPath(address), `${target.url.replace(/\/*$/, "")}/`).href;
}

/** Copies the public address of a post to the clipboard. Rejects with an `AppError`. */
export async function copyAddress(app: App, path: string): Promise<void> {
  const address = postAddress(app, path);
  if (address !== null) copyText(app, address);
}

/** Copies an address to the clipboard and shows a notice. Throws `export.notCopied` on failure. */
export function copyText(app: App, address: string): void {
  copyToClipboard({ "text/plain": address });
  app.workspace.notify({ kind: "addressCopied", address });
}

/**
 * Copies a text to the clipboard in one or several formats. The keys of `texts` are MIME types.
 * Must be called in response to a key press or click. Throws `export.notCopied` on failure.
 */
export function copyToClipboard(texts: Readonly<Record<string, string>>): void {
  const fill = (event: ClipboardEvent): void => {
    for (const [type, text] of Object.entries(texts)) event.clipboardData?.setData(type, text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // Uses the event `copy`, because the page has no permission for the asynchronous Clipboard API.
  document.addEventListener("copy", fill, { capture: true, once: true });
  // The browser copies only after the author has clicked or pressed a key in the page.
  const isCopied = document.execCommand("copy");
  document.removeEventListener("copy", fill, { capture: true });
  if (!isCopied) throw new AppError("export.notCopied");
}

/** Opens a draft, and then the sheet for sharing it at a secret address. Rejects with an `AppError`. */
export async function shareDraft(app: App, path: string): Promise<void> {
  await app.documents.open(path);
  if (app.documents.current?.path === path) app.workspace.openSheet("share-draft");
}

/** Shows the file of a post in the system's file manager. Rejects with an `AppError`. */
export async function revealPost({ services, info }: App, path: string): Promise<void> {
  const separator = info.platform === "win32" ? "\\" : "/";
  await services.main.call("folder.reveal", { path: `${info.folder}/${path}`.replaceAll("/", separator) });
}

async function toggle(app: App, mark: Mark): Promise<void> {
  const { current } = app.documents;
  if (!current) return;
  const changes: PropertyChanges = { [mark]: current.properties[mark] ? null : true };
  app.documents.editProperties(changes);
  await app.documents.saveAll();
}
