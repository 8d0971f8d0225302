import { readFile } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import { type ImageFault, type MadeVariant, makeVariants, type VariantOptions } from "./make-variants.ts";

// Runs in a thread of its own: decoding a photograph would block everything else.

/** A job of the thread: one picture at a time. */
export interface VariantJob {
  /** Absolute path of the picture. */
  readonly location: string;
  readonly options: VariantOptions;
}

/** Reply of the thread. `unreadable` has the system's error code for a file that could not be read. */
export type VariantReply =
  | { readonly kind: "made"; readonly variants: readonly MadeVariant[] }
  | { readonly kind: "fault"; readonly fault: ImageFault }
  | { readonly kind: "unreadable"; readonly code: string; readonly reason: string };

async function reply({ location, options }: VariantJob): Promise<VariantReply> {
  const bytes = await readFile(location).catch((error: unknown) => error);
  if (!Buffer.isBuffer(bytes)) return unreadable(bytes);
  const made = await makeVariants(bytes, options);
  return typeof made === "string" ? { kind: "fault", fault: made } : { kind: "made", variants: made };
}

function unreadable(error: unknown): VariantReply {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return { kind: "unreadable", code, reason: String(error) };
}

// An exception ends the thread, which its owner notices.
parentPort?.on("message", (job: VariantJob) => {
  void reply(job).then((answer) => parentPort?.postMessage(answer));
});
