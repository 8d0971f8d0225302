import type { MessagePort } from "node:worker_threads";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";

/** Fewer files are read before a thread has heard of them. */
export const worthSharing = 200;

/** A file of a post: its name on disk inside the blog's folder, and the post's path. */
export type FileToRead = readonly [spelling: string, path: string];

/** What a thread is asked for: to read files from the end of the list while others read them from its beginning. */
export interface ReadingJob {
  readonly kind: "read";
  /** Absolute. */
  readonly folder: string;
  readonly files: readonly FileToRead[];
  readonly settings: BlogSettings;
  /** Where the two are, on memory that both see: see `claims`. */
  readonly places: Int32Array<SharedArrayBuffer>;
  /** Where the readings are sent, as `ReadingReply`. */
  readonly port: MessagePort;
}

/** Readings of files that stand together, as JSON of `(Reading | null)[]`: a text is taken in sooner than many objects. */
export type ReadingReply = { readonly start: number; readonly readings: string } | null;

/** In `places`: before which file the one is who begins at the beginning, and from which file on the other has all. */
export const claims = { front: 0, back: 1 } as const;
