import type { TagBalance } from "../html/html-tags.ts";
import type { Finding, Heading, Image, Link } from "./markdown-types.ts";

interface BlockHeading extends Heading {
  /** The id that the author set, `{#id}`. */
  readonly explicit: string | null;
}

/** Facts about a block besides its HTML. Lines are lines of the body. */
export interface BlockFacts {
  readonly headings: readonly BlockHeading[];
  readonly links: readonly Link[];
  readonly images: readonly Image[];
  readonly problems: readonly Finding[];
  readonly text: string;
  /** Set when the block is raw HTML that does not close what it opens. */
  readonly balance: TagBalance | undefined;
}

/** One top-level block of the source, rendered; only the table of contents needs the whole text. */
export interface SourceBlock extends BlockFacts {
  readonly kind: "text" | "contents" | "footnotes";
  readonly startLine: number;
  /** Line after the last one. */
  readonly endLine: number;
  /** With line marks. */
  readonly html: string;
  /** As published. */
  readonly published: string;
  readonly key: string;
}
