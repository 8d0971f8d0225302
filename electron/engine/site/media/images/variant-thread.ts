import { readFile } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import { makeIcons } from "./make-icons.ts";
import { type ImageFault, type MadeVariant, makeVariants, type VariantOptions } from "./make-variants.ts";

// Runs in a separate thread, because decoding a photograph would block all other work.

export interface VariantJob {
  readonly location: string;
  /** Options of the smaller copies, or "icons" for the icons of a blog. */
  readonly options: VariantOptions | "icons";
}

/** The thread's reply to a job. For `unreadable`, `code` is the system's error code. */
export type VariantReply =
  | { readonly kind: "made"; readonly variants: readonly MadeVariant[] }
  | { readonly kind: "fault"; readonly fault: ImageFault }
  | { readonly kind: "unreadable"; readonly code: string; readonly reason: string };

async function reply({ location, options }: VariantJob): Promise<VariantReply> {
  const bytes = await readFile(location).catch((error: unknown) => error);
  if (!Buffer.isBuffer(bytes)) return unreadable(bytes);
  const made = options === "icons" ? await makeIcons(bytes) : await makeVariants(bytes, options);
  return typeof made === "string" ? { kind: "fault", fault: made } : { kind: "made", variants: made };
}

function unreadable(error: unknown): VariantReply {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return { kind: "unreadable", code, reason: String(error) };
}

// An exception ends the thread, which `VariantThreads` reports as `failed`.
parentPort?.on("message", (job: VariantJob) => {
  void reply(job).then((answer) => parentPort?.postMessage(answer));
});
