import { AppError } from "#contract/errors.ts";
import type { ImageInsertion, InsertedImage } from "../../state/current-editor.ts";

/**
 * The Markdown of the stored images. `failure` is the error of the first image that could not be stored.
 * The error's value `alsoFailed` has the names of the other images that could not be stored.
 */
interface StoredImages {
  readonly stored: readonly string[];
  readonly failure: { readonly reason: unknown } | null;
}

/**
 * Stores images one after the other, so that only one image at a time is in memory.
 * If there are several images, calls `report` before each image. Never rejects.
 */
export async function storeImages(
  images: readonly InsertedImage[],
  store: (image: InsertedImage) => Promise<string>,
  report: (insertion: ImageInsertion) => void,
): Promise<StoredImages> {
  const stored: string[] = [];
  let failure: { readonly reason: unknown } | null = null;
  const alsoFailed: string[] = [];
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
  };
  for (const [index, image] of images.entries()) {
    if (isStopped) break;
    if (images.length > 1) report({ step: "storing", number: index + 1, count: images.length, stop });
    try {
      stored.push(await store(image));
    } catch (reason) {
      if (failure === null) failure = { reason };
      else alsoFailed.push("path" in image ? image.path : image.name);
    }
  }
  return { stored, failure: failure && { reason: withNames(failure.reason, alsoFailed) } };
}

/** Returns an error that also has the names of other images that could not be stored. */
function withNames(reason: unknown, names: readonly string[]): unknown {
  if (names.length === 0 || !(reason instanceof AppError)) return reason;
  return new AppError(reason.code, { ...reason.values, alsoFailed: names.join(", ") }, reason);
}
