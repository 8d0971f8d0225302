import { readFile } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import type { ImageEdit } from "#contract/types/media-types.ts";
import { systemCode } from "#contract/file-retries.ts";
import { editImage } from "./edit-image.ts";
import type { ShareCard } from "../share-pictures/card-drawing.ts";
import { drawPicture } from "../share-pictures/draw-picture.ts";
import { makeIcons } from "./make-icons.ts";
import { type ImageFault, type MadeVariant, makeVariants, type VariantOptions } from "./make-variants.ts";

// This module runs in a separate thread, because decoding a photograph would block all other work.

export interface VariantJob {
  /** Absolute path of the picture; "" for a share picture, which is drawn without a source file. */
  readonly location: string;
  /**
   * The job: options for smaller copies, "icons" for the icons of a blog, or an edit of the picture.
   * For a share picture, the job is the data of the card to draw.
   */
  readonly options: VariantOptions | "icons" | ImageEdit | CardJob;
}

interface CardJob {
  readonly card: ShareCard;
}

/** The thread's reply to a job. For `unreadable`, `code` is the system's error code. */
export type VariantReply =
  | { readonly kind: "made"; readonly variants: readonly MadeVariant[] }
  | { readonly kind: "fault"; readonly fault: ImageFault }
  | { readonly kind: "unreadable"; readonly code: string; readonly reason: string };

async function reply({ location, options }: VariantJob): Promise<VariantReply> {
  if (typeof options === "object" && "card" in options) {
    return { kind: "made", variants: [{ width: 0, bytes: await drawPicture(options.card) }] };
  }
  const bytes = await readFile(location).catch((error: unknown) => error);
  if (!Buffer.isBuffer(bytes)) return unreadable(bytes);
  const made = await make(bytes, options);
  return typeof made === "string" ? { kind: "fault", fault: made } : { kind: "made", variants: made };
}

async function make(
  bytes: Buffer,
  options: Exclude<VariantJob["options"], CardJob>,
): Promise<readonly MadeVariant[] | ImageFault> {
  if (options === "icons") return makeIcons(bytes);
  if (!("rotation" in options)) return makeVariants(bytes, options);
  const edited = await editImage(bytes, options);
  if (edited === "alone") return [];
  return typeof edited === "string" ? edited : [{ width: 0, bytes: edited }];
}

function unreadable(error: unknown): VariantReply {
  const code = systemCode(error);
  return { kind: "unreadable", code, reason: String(error) };
}

// An exception here ends the thread. `VariantThreads` then reports the job as `failed`.
parentPort?.on("message", (job: VariantJob) => {
  void reply(job).then((answer) => parentPort?.postMessage(answer));
});
