import { AppError } from "#contract/errors.ts";
import type { MediaImage } from "#contract/types/media-types.ts";
import type { App } from "../state/app.ts";
import type { MediaChange } from "../state/workspace.ts";
import { readImage } from "./add-image.ts";
import { type Command, isReady } from "../state/command.ts";

/** Commands on the images of the blog. */
export const mediaCommands: readonly Command[] = [
  { id: "images", enabled: isReady, run: ({ workspace }) => workspace.openSheet("images") },
];

/** All images and what uses them; words that are not in a file yet may use one, so they are saved first. */
export async function listImages({ documents, services }: App, signal?: AbortSignal): Promise<MediaImage[]> {
  await documents.saveAll();
  return services.engine.call("media.list", {}, signal);
}

/** Gives an image another path, and offers to take it back. Rejects with an `AppError`. */
export async function renameImage(app: App, from: string, to: string): Promise<void> {
  // Words must not come after the links in them were changed.
  await app.documents.saveAll();
  const links = await app.services.engine.call("media.rename", { path: from, to });
  tell(app, { what: "renamed", from, links });
}

/**
 * Asks for a picture to put in an image's place, and offers to take it back. Resolves to where the image is then, or to null
 * when the author chose none. Rejects with an `AppError`.
 */
export async function replaceImage(app: App, path: string): Promise<string | null> {
  const { main, engine } = app.services;
  const [chosen] = await main.call("images.choose", {});
  if (!chosen) return null;
  const { id, name, size } = chosen;
  const bytes = await readImage({
    name,
    size,
    read: async () => (await main.call("image.read", { id })).bytes,
  });
  await app.documents.saveAll();
  const { trashedAt, ...links } = await engine.call("media.replace", { path, name, bytes });
  tell(app, { what: "replaced", from: path, links, trashedAt });
  return links.path;
}

/** Moves an image that nothing uses into the trash, and offers to take it back. Rejects with an `AppError`. */
export async function trashImage(app: App, path: string): Promise<void> {
  // What was typed a moment ago may use it.
  await app.documents.saveAll();
  const { trashedAt } = await app.services.engine.call("media.trash", { path });
  tell(app, { what: "trashed", from: path, trashedAt });
}

/** Takes a change of an image back, links with it. Rejects with an `AppError`. */
export async function undoMediaChange(app: App, change: MediaChange): Promise<void> {
  const { engine } = app.services;
  await app.documents.saveAll();
  app.workspace.dismissNotice();
  const { from } = change;
  if (change.what === "trashed") {
    await engine.call("media.untrash", { path: from, trashedAt: change.trashedAt });
    return;
  }
  const { path } = change.links;
  const links =
    change.what === "renamed"
      ? await engine.call("media.rename", { path, to: from })
      : await engine.call("media.undoReplace", { path, from, trashedAt: change.trashedAt });
  // The rest is as it was; what is not has to be told.
  if (links.skipped.length > 0) tell(app, { what: "renamed", from: path, links });
}

/** Shows a post or page that uses an image, in the editor. Rejects with `file.notFound` when it is gone. */
export async function showImageUse(app: App, path: string): Promise<void> {
  if (!app.blog.post(path)) throw new AppError("file.notFound", { path });
  app.workspace.closeSheet();
  app.workspace.showPane("editor");
  await app.documents.open(path);
  app.panes.focus("editor");
}

function tell({ workspace }: App, change: MediaChange): void {
  workspace.notify({ kind: "media", change });
}
