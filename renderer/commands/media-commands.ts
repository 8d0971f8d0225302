import { AppError } from "#contract/errors.ts";
import type { FoundImage, ImageEdit, MediaImage, Picture } from "#contract/types/media-types.ts";
import { playerOf } from "#contract/media-files.ts";
import type { App } from "../state/app.ts";
import type { MediaChange } from "../state/workspace.ts";
import { chooseImages, readImage } from "./add-image.ts";
import { type ImageMarkdown, plainDestination } from "../writing/image-markdown.ts";
import { type Command, isEditable, isReady } from "../state/command.ts";

/** Commands on the images of the blog. */
export const mediaCommands: readonly Command[] = [
  { id: "images", enabled: isReady, run: ({ workspace }) => workspace.openSheet("images") },
  {
    id: "insert-from-library",
    enabled: isEditable,
    run: ({ workspace }) => workspace.openSheet("insert-from-library"),
  },
  {
    id: "crop-image",
    enabled: (app) => isEditable(app) && isCroppable(app.editor.store.getState().image?.image),
    run: ({ workspace }) => workspace.openSheet("crop-image"),
  },
];

/** Whether an image of a text can be cropped. Returns false for videos, sounds and images on the web. */
export function isCroppable(image: ImageMarkdown | undefined): boolean {
  if (!image) return false;
  const link = plainDestination(image.destination);
  return playerOf(link) === null && !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(link);
}

/** Lists all images of the blog. Saves first, because unsaved text may use an image. */
export async function listImages({ documents, services }: App, signal?: AbortSignal): Promise<MediaImage[]> {
  await documents.saveAll();
  return services.engine.call("media.list", {}, signal);
}

/** Lists the pictures that the author can choose, newest first. With `path`, lists only that picture. */
export function listPictures({ services }: App, signal: AbortSignal, path?: string): Promise<Picture[]> {
  return services.engine.call("media.pictures", path === undefined ? {} : { path }, signal);
}

/** Renames an image and offers an undo. Rejects with an `AppError`. */
export async function renameImage(app: App, from: string, to: string): Promise<void> {
  // Renaming changes links in the posts' files, so the files must contain the latest text.
  await app.documents.saveAll();
  const links = await app.services.engine.call("media.rename", { path: from, to });
  report(app, { what: "renamed", from, links });
}

/**
 * Replaces an image with a picture that the author chooses, and offers an undo.
 * Resolves with the new path, or with null if the author cancels. Rejects with an `AppError`.
 */
export async function replaceImage(app: App, path: string): Promise<string | null> {
  const { engine } = app.services;
  const [chosen] = await chooseImages(app);
  if (!chosen) return null;
  const { name } = chosen;
  const bytes = await readImage(chosen);
  await app.documents.saveAll();
  const { trashedAt, ...links } = await engine.call("media.replace", { path, name, bytes });
  report(app, { what: "replaced", from: path, links, trashedAt });
  return links.path;
}

/**
 * Finds the image of the blog to which `link` in a post leads. If `post` is null, `link` is a blog path.
 * Rejects with `file.notFound` if the blog has no such image.
 * Rejects with `image.notEditable` if the size of the image is unknown.
 */
export async function findImage(
  { services }: App,
  post: string | null,
  link: string,
  signal: AbortSignal,
): Promise<FoundImage> {
  const found = await services.engine.call("media.find", { post, link }, signal);
  if (!found) throw new AppError("file.notFound", { path: link });
  if (found.width === null) throw new AppError("image.notEditable", { name: found.path });
  return found;
}

/**
 * Rotates and crops an image, and shows a notice with *Undo*.
 * Resolves with the path of the edited image. Rejects with an `AppError`.
 */
export async function editImage(app: App, path: string, edit: ImageEdit): Promise<string> {
  await app.documents.saveAll();
  const { trashedAt, ...links } = await app.services.engine.call("media.edit", { path, edit });
  report(app, { what: "edited", from: path, links, trashedAt });
  return links.path;
}

/** Moves an unused image into the trash and offers an undo. Rejects with an `AppError`. */
export async function trashImage(app: App, path: string): Promise<void> {
  // The text is saved first, because unsaved text may use the image.
  await app.documents.saveAll();
  const { trashedAt } = await app.services.engine.call("media.trash", { path });
  report(app, { what: "trashed", from: path, trashedAt });
}

/** Restores an image, video or sound from the trash, and shows a notice. Rejects with an `AppError`. */
export async function untrashImage(app: App, path: string, trashedAt: string): Promise<void> {
  await app.services.engine.call("media.untrash", { path, trashedAt });
  app.workspace.notify({ kind: "mediaRestored", name: path.slice(path.lastIndexOf("/") + 1) });
}

/**
 * Restores an earlier version of an image from the trash, and confirms this in a notice.
 * Moves the present version of the image into the trash. Rejects with an `AppError`.
 */
export async function restoreVersion(app: App, path: string, trashedAt: string): Promise<void> {
  await app.services.engine.call("media.undoReplace", { path, from: path, trashedAt });
  app.workspace.countImageChange(path);
  app.workspace.notify({ kind: "versionRestored", name: path.slice(path.lastIndexOf("/") + 1) });
}

/** Undoes a change of an image and of the links to the image. Rejects with an `AppError`. */
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
  app.workspace.countImageChange(from);
  // Shows a notice only if some links could not be changed back.
  if (links.skipped.length > 0) report(app, { what: "renamed", from: path, links });
}

/** Opens a post or page that uses an image. Rejects with `file.notFound` if the file no longer exists. */
export async function showImageUse(app: App, path: string): Promise<void> {
  if (!app.blog.post(path)) throw new AppError("file.notFound", { path });
  app.workspace.closeSheet();
  app.workspace.showPane("editor");
  await app.documents.open(path);
  app.panes.focus("editor");
}

function report({ workspace }: App, change: MediaChange): void {
  if (change.what === "edited" || change.what === "replaced") workspace.countImageChange(change.links.path);
  workspace.notify({ kind: "media", change });
}
