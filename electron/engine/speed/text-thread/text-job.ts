import type { MessagePort } from "node:worker_threads";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";
import type { MediaSnapshot } from "#engine/site/media/media-library.ts";
import type { PackedText } from "./packed-text.ts";

/** A text for a thread to render. */
export interface TextToRender {
  /** Blog path. */
  readonly path: string;
  /** Absolute path of the text's file. */
  readonly location: string;
  /** Number of lines in the file before the text. */
  readonly bodyLine: number;
}

/** A page that links can lead to, as a tuple to keep thousands of them small. */
type PlainPage = readonly [path: string, address: string, url: string, addressKey: string];

/** A job for a thread: texts, in the order in which they are needed, and the targets of their links. */
export interface TextJob {
  readonly options: MarkdownOptions;
  readonly texts: readonly TextToRender[];
  readonly pages: readonly PlainPage[];
  /** Keys of old addresses, and the blog paths of the entries that had them. */
  readonly aliases: readonly (readonly [key: string, path: string])[];
  readonly media: MediaSnapshot;
  /** Whether the plain text is needed as well. */
  readonly withWords: boolean;
  /** Receives the texts, as `TextReply`. */
  readonly port: MessagePort;
  /** Number of texts requested so far, in shared memory. */
  readonly wanted: Int32Array<SharedArrayBuffer>;
}

/** Texts in the order of the job, from `packText`; null for a text that could not be read. */
export type TextReply = readonly (PackedText | null)[];
