import type { MessagePort } from "node:worker_threads";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";
import type { MediaSnapshot } from "#engine/site/media/media-library.ts";
import type { PackedText } from "./packed-text.ts";

/** A text that a thread is to render. */
export interface TextToRender {
  /** Blog path. */
  readonly path: string;
  /** Absolute path of the file that it is read from. */
  readonly location: string;
  /** Lines of the file before the text. */
  readonly bodyLine: number;
}

/** A page that links can lead to: blog path, address, URL and address key, without names, as there are thousands. */
type PlainPage = readonly [path: string, address: string, url: string, addressKey: string];

/** What a thread is asked for: texts, in the order in which they are wanted, and what their links can lead to. */
export interface TextJob {
  readonly options: MarkdownOptions;
  readonly texts: readonly TextToRender[];
  readonly pages: readonly PlainPage[];
  /** Keys of old addresses, and the blog paths of what stood there. */
  readonly aliases: readonly (readonly [key: string, path: string])[];
  readonly media: MediaSnapshot;
  /** Whether the words alone are wanted as well. */
  readonly withWords: boolean;
  /** Where the texts are sent, as `TextReply`. */
  readonly port: MessagePort;
  /** How many of the texts were asked for by now, on memory that both threads see. */
  readonly wanted: Int32Array<SharedArrayBuffer>;
}

/** Texts in the order of the job, as `packText` makes them; null for one that could not be read as it should be. */
export type TextReply = readonly (PackedText | null)[];
