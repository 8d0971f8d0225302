import type { MessagePort } from "node:worker_threads";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";
import type { MediaSnapshot } from "#engine/site/media/media-library.ts";
import type { PackedText } from "./packed-text.ts";

/** A post's text that a thread has to render. */
export interface TextToRender {
  /** Blog path of the post. */
  readonly path: string;
  /** Absolute path of the post's file. */
  readonly location: string;
  /** Number of lines before the text in the post's file. */
  readonly bodyLine: number;
  /** Language of the text. Null for the blog's language. */
  readonly language: string | null;
}

/** A page to which links may point. A tuple takes less memory than an object. */
type PlainPage = readonly [path: string, address: string, url: string, addressKey: string];

/** A job for a thread: the texts to render, in the order in which they are needed, and all link targets. */
export interface TextJob {
  readonly options: MarkdownOptions;
  readonly texts: readonly TextToRender[];
  readonly pages: readonly PlainPage[];
  /** Each pair contains the key of an earlier address, and the blog path of the entry that had it. */
  readonly aliases: readonly (readonly [key: string, path: string])[];
  readonly media: MediaSnapshot;
  /** Whether the thread also returns the plain text of each text. */
  readonly withWords: boolean;
  /** The port to which the thread sends the rendered texts, as messages of the type `TextReply`. */
  readonly port: MessagePort;
  /** Number of texts that the receiver has requested so far, in shared memory. */
  readonly wanted: Int32Array<SharedArrayBuffer>;
}

/** Rendered texts (`packText`) in the order of the job. Null stands for a text that could not be read. */
export type TextReply = readonly (PackedText | null)[];
