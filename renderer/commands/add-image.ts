import { AppError } from "#contract/errors.ts";
import { maxImageBytes } from "#contract/image-limits.ts";
import type { NewImage } from "../state/current-editor.ts";
import type { App } from "../state/app.ts";

/** Stores an image in the blog and returns its Markdown; rejects with `image.*` or `file.*`. */
export async function addImage({ services }: App, post: string, image: NewImage): Promise<string> {
  const bytes = await readImage(image);
  return (await services.engine.call("media.add", { post, name: image.name, bytes })).markdown;
}

/** Returns the bytes of an image; rejects a huge file unread, because it would fill the memory. */
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
  if (!/\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(name)) return new AppError("image.unsupported", { name });
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);
  return new AppError("image.tooLarge", {
    name,
    megabytes: megabytes(size),
    most: megabytes(maxImageBytes),
  });
}
