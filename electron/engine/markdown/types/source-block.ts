import type { TagBalance } from "../html/html-tags.ts";
import type { Finding, Heading, Image, Link } from "./markdown-types.ts";

interface BlockHeading extends Heading {
  /** The id that the author set with `{#id}`. Null if there is none. */
  readonly explicit: string | null;
}

/** The properties of a block apart from its HTML. Lines are 0-based and counted without front matter. */
export interface BlockFacts {
  readonly headings: readonly BlockHeading[];
  readonly links: readonly Link[];
  readonly images: readonly Image[];
  readonly problems: readonly Finding[];
  readonly text: string;
  /** Unclosed start tags and unmatched end tags of a block of raw HTML. Undefined if there are none. */
  readonly balance: TagBalance | undefined;
}

/** A rendered top-level block of the source. A table of contents is empty until `assemble` fills it. */
export interface SourceBlock extends BlockFacts {
  readonly kind: "text" | "contents" | "footnotes";
  readonly startLine: number;
  /** The line after the last line of the block. */
  readonly endLine: number;
  /** The HTML of the block with `data-line` attributes. */
  readonly html: string;
  /** The HTML of the block as it is published, without `data-line` attributes. */
  readonly published: string;
  readonly key: string;
}
