import type { MarkdownIt } from "markdown-it";
import type { Labels } from "../render/labels.ts";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import type { ErrorCode } from "#contract/errors.ts";

/** The parser and the words that go with it: what a full and an incremental render share. */
export interface Pipeline {
  readonly md: MarkdownIt;
  readonly labels: Labels;
}

/** How Markdown is read. Every rule for Japanese text is on unless switched off here; `docs/markdown.md` tells them all. */
export interface MarkdownOptions {
  /** A single line end is a line break on the page. Default: off. */
  readonly breaks?: boolean;
  /** Language of the words that the pipeline itself writes (back links, contents, box titles). Default: `ja`. */
  readonly language?: string;
  /** `**「強調」**です` is bold. */
  readonly cjkEmphasis?: boolean;
  /** Without `breaks`: a line end between two wide characters leaves no space. */
  readonly cjkLineJoin?: boolean;
  /** Bare addresses are links, and end where ASCII ends. */
  readonly bareLinks?: boolean;
  /** `<https://example.com/>` has the class of bare addresses. Off in the test against CommonMark, which knows no such class. */
  readonly shownAddresses?: boolean;
  /** `[追記]: これは…` stays text: a definition needs a target that looks like an address or path. */
  readonly strictDefinitions?: boolean;
  /** `2022. 5月の話` stays text: lists start at 999 at most. */
  readonly strictListNumbers?: boolean;
  /** `{漢字|かんじ}` and `｜漢字《かんじ》`. */
  readonly ruby?: boolean;
  /** `漢字《かんじ》` without a bar. Default: off. */
  readonly plainRuby?: boolean;
  /** `《《強調》》`. */
  readonly emphasisDots?: boolean;
  /** Short numbers are marked to stand upright in vertical text. Default: off. */
  readonly uprightDigits?: boolean;
  /** `$x^2$`, `$$ … $$` and fences of the language `math`. */
  readonly maths?: boolean;
  /** Fences of the language `mermaid`. */
  readonly diagrams?: boolean;
  /** `<?`, `<%` and `<!--#` in the author's HTML are left for the server. Default: off. */
  readonly serverCode?: boolean;
}

export interface ResolvedImage {
  readonly src: string;
  readonly width?: number;
  readonly height?: number;
  readonly srcset?: string;
}

/** What the page around a text knows. Both functions must be pure and answer alike on every line: answers are reused. */
export interface RenderContext {
  /**
   * Gets the target as it would stand in `href` (percent-encoded) and the 0-based body line, for reports; returns what
   * shall stand there.
   */
  readonly resolveLink?: (href: string, line: number) => string;
  readonly resolveImage?: (src: string, line: number) => ResolvedImage;
  /** Put before every id and fragment that the pipeline makes, where several posts share one page. */
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

/** Something in the text that will not look as its author means it to. */
export interface Finding {
  readonly code: Extract<ErrorCode, `markdown.${string}`>;
  readonly line: number;
  readonly text: string;
  /** Why, where that differs from case to case; in English, from the program that says it. */
  readonly reason?: string;
}

export interface RenderedMarkdown {
  /** The published HTML of the article. */
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly links: readonly Link[];
  readonly images: readonly Image[];
  readonly problems: readonly Finding[];
  /** The words alone, a line per paragraph, without ruby readings: for excerpts and search. */
  readonly plainText: string;
}

/** What the preview needs besides. */
export interface RenderedBlocks extends RenderedMarkdown {
  /** The same HTML in pieces that the preview can exchange one by one; without ` data-line="N"` they join to `html`. */
  readonly blocks: readonly PreviewBlock[];
}

/** The blog's Markdown: one instance serves preview, site and feeds. */
export interface Markdown {
  /** For `createIncrementalRenderer` only. */
  readonly pipeline: Pipeline;
  render(body: string, context?: RenderContext): RenderedMarkdown;
}
