import type { MarkdownIt } from "markdown-it";
import type { Labels } from "../render/labels.ts";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import type { ErrorCode } from "#contract/errors.ts";

/** The parser and its labels, shared by full and incremental rendering. */
export interface Pipeline {
  readonly md: MarkdownIt;
  readonly labels: Labels;
}

/** Options of the Markdown parser. Rules are on by default unless noted; see `docs/markdown.md`. */
export interface MarkdownOptions {
  /** Shows single line breaks on the page. Default: off. */
  readonly breaks?: boolean;
  /**
   * Language of the texts that the pipeline itself adds (back links, contents, box titles). Default: `ja`.
   */
  readonly language?: string;
  /** `**「強調」**です` is bold. */
  readonly cjkEmphasis?: boolean;
  /** Without `breaks`: a line break between two wide characters leaves no space. */
  readonly cjkLineJoin?: boolean;
  /** Links bare addresses, which end at the first non-ASCII character. */
  readonly bareLinks?: boolean;
  /**
   * Adds the class of bare addresses to `<https://example.com/>`. Off in the test against CommonMark, which
   * has no such class.
   */
  readonly shownAddresses?: boolean;
  /** `[追記]: これは…` remains text: a definition needs a target that looks like an address or path. */
  readonly strictDefinitions?: boolean;
  /** `2022. 5月の話` remains text: lists start at 999 at most. */
  readonly strictListNumbers?: boolean;
  /** `{漢字|かんじ}` and `｜漢字《かんじ》`. */
  readonly ruby?: boolean;
  /** `漢字《かんじ》` without a bar. Default: off. */
  readonly plainRuby?: boolean;
  /** `《《強調》》`. */
  readonly emphasisDots?: boolean;
  /** Marks short numbers to be set upright in vertical text. Default: off. */
  readonly uprightDigits?: boolean;
  /** `$x^2$`, `$$ … $$` and fences of the language `math`. */
  readonly maths?: boolean;
  /** Fences of the language `mermaid`. */
  readonly diagrams?: boolean;
  /** Keeps `<?`, `<%` and `<!--#` in the author's HTML for the server. Default: off. */
  readonly serverCode?: boolean;
}

export interface ResolvedImage {
  readonly src: string;
  readonly width?: number;
  readonly height?: number;
  readonly srcset?: string;
}

/**
 * Resolves addresses for the page of a text. Both functions must be pure and independent of the line: results
 * are reused.
 */
export interface RenderContext {
  /**
   * Receives the target as it would be in `href` (percent-encoded) and the 0-based body line, for reports;
   * returns the new `href`.
   */
  readonly resolveLink?: (href: string, line: number) => string;
  readonly resolveImage?: (src: string, line: number) => ResolvedImage;
  /** Prefix of every id and fragment that the pipeline creates, for pages with several posts. */
  readonly idPrefix?: string;
}

/** All lines are 0-based lines of the body. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
  readonly line: number;
}

export interface Link {
  /** As written, percent-encoded, before `resolveLink`. */
  readonly href: string;
  readonly line: number;
}

export interface Image {
  /** As written, percent-encoded, before `resolveImage`. */
  readonly src: string;
  readonly alt: string;
  readonly line: number;
}

/** A problem in the text: something that will not look as its author intended. */
export interface Finding {
  readonly code: Extract<ErrorCode, `markdown.${string}`>;
  readonly line: number;
  readonly text: string;
  /** The specific reason, if it varies; in English, from the program that reports it. */
  readonly reason?: string;
}

export interface RenderedMarkdown {
  /** The published HTML of the article. */
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly links: readonly Link[];
  readonly images: readonly Image[];
  readonly problems: readonly Finding[];
  /** Plain text, one line per paragraph, without ruby readings: for excerpts and search. */
  readonly plainText: string;
}

/** A rendered text with the blocks for the preview. */
export interface RenderedBlocks extends RenderedMarkdown {
  /** The same HTML in blocks that the preview can replace; without ` data-line="N"` they join to `html`. */
  readonly blocks: readonly PreviewBlock[];
}

/** The blog's Markdown: one instance serves preview, site and feeds. */
export interface Markdown {
  /** For `createIncrementalRenderer` only. */
  readonly pipeline: Pipeline;
  render(body: string, context?: RenderContext): RenderedMarkdown;
}
