import type { TagBalance } from "../html/html-tags.ts";
import type { Finding, Heading, Image, Link } from "./markdown-types.ts";

interface BlockHeading extends Heading {
  /** The id that the author gave, `{#id}`. */
  readonly explicit: string | null;
}

/** What is known of a block besides its HTML. Lines are lines of the body. */
export interface BlockFacts {
  readonly headings: readonly BlockHeading[];
  readonly links: readonly Link[];
  readonly images: readonly Image[];
  readonly problems: readonly Finding[];
  readonly text: string;
  /** Set when the block is the author's own HTML and does not close what it opens. */
  readonly balance: TagBalance | undefined;
}

/** One top-level block of the source, finished but for what depends on the whole text: the table of contents. */
export interface SourceBlock extends BlockFacts {
  readonly kind: "text" | "contents" | "footnotes";
  readonly startLine: number;
  /** Behind the last line. */
  readonly endLine: number;
  /** With line marks. */
  readonly html: string;
  /** As published. */
  readonly published: string;
  readonly key: string;
}
