import { AppError } from "#contract/errors.ts";
import { maxImageBytes } from "#contract/image-limits.ts";
import { isImageFile, maxPlayedBytes, playerOf } from "#contract/media-files.ts";
import type { InsertedImage, NewImage } from "../state/current-editor.ts";
import type { App } from "../state/app.ts";
import { imagesInLine } from "../writing/image-markdown.ts";

/** An image that was stored in the blog. */
export interface AddedImage {
  readonly path: string;
  /** The Markdown that shows the image in the post. */
  readonly markdown: string;
}

/**
 * Stores an image for a post, or for a setting of the blog if `post` is null.
 * Rejects with an error whose code begins with `image.` or `file.`.
 */
export async function addImage({ services }: App, post: string | null, image: NewImage): Promise<AddedImage> {
  const bytes = await readImage(image);
  return services.engine.call("media.add", { post, name: image.name, bytes, isPlayed: false });
}

/**
 * Stores an image, a video or a sound for a post, and returns its Markdown.
 * Rejects with the same errors as `addImage`.
 */
async function addToPost({ services }: App, post: string, file: NewImage): Promise<string> {
  const isPlayed = playerOf(file.name) !== null && file.size <= maxPlayedBytes;
  const bytes = await (isPlayed ? readWhole(file) : readImage(file));
  return (await services.engine.call("media.add", { post, name: file.name, bytes, isPlayed: true })).markdown;
}

/**
 * Returns the Markdown that shows an image in a post. Stores a new image first.
 * Rejects with the same errors as `addImage`.
 */
export async function imageMarkdown(app: App, post: string, image: InsertedImage): Promise<string> {
  if (!("path" in image)) return addToPost(app, post, image);
  const [markdown = ""] = await app.services.engine.call("media.markdown", { post, paths: [image.path] });
  return markdown;
}

/** Returns the link from a post to an image of the blog, relative to the post's file. */
export async function mediaLink({ services }: App, post: string, path: string): Promise<string> {
  const [markdown = ""] = await services.engine.call("media.markdown", { post, paths: [path] });
  return imagesInLine(markdown)[0]?.destination ?? "";
}

/** Asks the author for image files. Reads no bytes until an image is stored. */
export async function chooseImages({ services: { main } }: App): Promise<readonly NewImage[]> {
  const chosen = await main.call("images.choose", {});
  return chosen.map(({ id, name, size }) => ({
    name,
    size,
    read: async () => (await main.call("image.read", { id })).bytes,
  }));
}

/**
 * Returns the bytes of an image.
 * Rejects a file above the maximum size before reading it, because a very large file could fill the memory.
 */
export function readImage(image: NewImage): Promise<Uint8Array> {
  const { name, size } = image;
  if (size > maxImageBytes) return Promise.reject(refusal(name, size));
  return readWhole(image);
}

/** Reads an image. Rejects with `image.unsupported` if reading fails, for instance for a dropped folder. */
async function readWhole(image: NewImage): Promise<Uint8Array> {
  try {
    return await image.read();
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("image.unsupported", { name: image.name }, error);
  }
}

function refusal(name: string, size: number): AppError {
  if (playerOf(name) === null && !isImageFile(name)) return new AppError("image.unsupported", { name });
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);
  return new AppError("image.tooLarge", {
    name,
    megabytes: megabytes(size),
    most: megabytes(playerOf(name) === null ? maxImageBytes : maxPlayedBytes),
  });
}
