import type { MarkdownIt } from "markdown-it";
import type { Labels } from "../render/labels.ts";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import type { ErrorCode } from "#contract/errors.ts";

/**
 * The parser, and the texts that Hitofude adds to articles. Complete and incremental rendering use the same
 * pipeline.
 */
export interface Pipeline {
  readonly md: MarkdownIt;
  readonly labels: Labels;
}

/**
 * Options of the Markdown parser. An option is on by default, unless its comment says otherwise. See
 * `docs/markdown.md`.
 */
export interface MarkdownOptions {
  /** Whether a single line break in the Markdown is a line break on the page. Default: off. */
  readonly breaks?: boolean;
  /**
   * Language of the texts that Hitofude adds to articles, such as back links and titles of boxes. Default:
   * `ja`.
   */
  readonly language?: string;
  /** Makes emphasis work beside Japanese punctuation: `**「強調」**です` is bold. */
  readonly cjkEmphasis?: boolean;
  /**
   * For a line break between two wide characters, leaves no space on the page. Has no effect if `breaks` is
   * on.
   */
  readonly cjkLineJoin?: boolean;
  /** Turns addresses in the text into links. An address ends at the first character that is not ASCII. */
  readonly bareLinks?: boolean;
  /**
   * Gives links such as `<https://example.com/>` the class that bare addresses have. The test against
   * CommonMark turns this off, since CommonMark has no such class.
   */
  readonly shownAddresses?: boolean;
  /**
   * Requires that the target of a link definition looks like an address or a path, so that `[追記]: これは…` stays
   * text.
   */
  readonly strictDefinitions?: boolean;
  /** A line that begins with a number above 999 does not begin a list, so that `2022. 5月の話` stays text. */
  readonly strictListNumbers?: boolean;
  /** Supports ruby written as `{漢字|かんじ}` and `｜漢字《かんじ》`. */
  readonly ruby?: boolean;
  /** Supports ruby written as `漢字《かんじ》`, without a bar before the kanji. Default: off. */
  readonly plainRuby?: boolean;
  /** Supports emphasis dots, written as `《《強調》》`. */
  readonly emphasisDots?: boolean;
  /** Marks short numbers so that themes can set them upright in vertical text. Default: off. */
  readonly uprightDigits?: boolean;
  /** Supports formulas, written as `$x^2$`, as `$$ … $$`, or as fences with the language `math`. */
  readonly maths?: boolean;
  /** Supports diagrams, written as fences with the language `mermaid`. */
  readonly diagrams?: boolean;
  /**
   * Leaves `<?`, `<%` and `<!--#` in the author's HTML, so that the web server runs this code. Default: off;
   * the code is escaped.
   */
  readonly serverCode?: boolean;
}

export interface ResolvedImage {
  readonly src: string;
  readonly width?: number;
  readonly height?: number;
  readonly srcset?: string;
}

/**
 * Resolves the addresses in a text for its page. Results are reused, so both functions must depend only on
 * the address, not on the line, which is for reports.
 */
export interface RenderContext {
  /**
   * Returns the new `href` for a link. The parameter `href` is the address as the author wrote it,
   * percent-encoded; `line` is 0-based and counted without front matter.
   */
  readonly resolveLink?: (href: string, line: number) => string;
  readonly resolveImage?: (src: string, line: number) => ResolvedImage;
  /**
   * Prefix of all ids that the rendering creates, and of the links to them. Needed if a page contains several
   * posts.
   */
  readonly idPrefix?: string;
}

/**
 * A heading of the text. In this type and the following types, lines are 0-based and counted without front
 * matter.
 */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
  readonly line: number;
}

export interface Link {
  /** The address as the author wrote it, percent-encoded. This is not the result of `resolveLink`. */
  readonly href: string;
  readonly line: number;
}

export interface Image {
  /** The address as the author wrote it, percent-encoded. This is not the result of `resolveImage`. */
  readonly src: string;
  readonly alt: string;
  readonly line: number;
}

/** A problem in the text: something on the page will not look as the author intended. */
export interface Finding {
  readonly code: Extract<ErrorCode, `markdown.${string}`>;
  readonly line: number;
  readonly text: string;
  /**
   * The exact reason, if several are possible. It is in English, in the words of the package that reports it.
   */
  readonly reason?: string;
}

export interface RenderedMarkdown {
  /** The HTML of the article as it is published. */
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly links: readonly Link[];
  readonly images: readonly Image[];
  readonly problems: readonly Finding[];
  /**
   * The text without markup and ruby readings, one line for each paragraph; used for excerpts and for
   * searching.
   */
  readonly plainText: string;
}

/** A rendered text that is also divided into blocks for the preview. */
export interface RenderedBlocks extends RenderedMarkdown {
  /**
   * The HTML in blocks, which the preview can replace one by one. The blocks in a row, without `data-line`
   * attributes, are equal to `html`.
   */
  readonly blocks: readonly PreviewBlock[];
}

/** A renderer for the blog's Markdown. The same renderer is used for preview, site and feeds. */
export interface Markdown {
  /** For `createIncrementalRenderer` only. */
  readonly pipeline: Pipeline;
  render(body: string, context?: RenderContext): RenderedMarkdown;
}
