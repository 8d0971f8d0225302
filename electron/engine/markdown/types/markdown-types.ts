import type { MarkdownIt } from "markdown-it";
import type { Labels } from "../render/labels.ts";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import type { ErrorCode } from "#contract/errors.ts";

/** The parser and the texts that Hitofude adds to articles, for all kinds of rendering. */
export interface Pipeline {
  readonly md: MarkdownIt;
  readonly labels: Labels;
  /**
   * A text with at least this many headings gets a table of contents even without `[[toc]]`. 0 means never.
   */
  readonly contentsFrom: number;
}

/** Options of the Markdown parser (see `docs/markdown.md`). Unless stated otherwise, the default is on. */
export interface MarkdownOptions {
  /** Whether a single line break in the Markdown is a line break on the page. Default: off. */
  readonly breaks?: boolean;
  /** Language of the texts that Hitofude adds to articles, such as titles of boxes. Default: `ja`. */
  readonly language?: string;
  /** Supports emphasis next to Japanese punctuation: `**「強調」**です` is bold. */
  readonly cjkEmphasis?: boolean;
  /** Omits the space of a line break between two wide characters. Has no effect if `breaks` is on. */
  readonly cjkLineJoin?: boolean;
  /** Turns addresses in the text into links. An address ends at the first character that is not ASCII. */
  readonly bareLinks?: boolean;
  /** Marks links such as `<https://example.com/>` like bare addresses. Off in CommonMark tests. */
  readonly shownAddresses?: boolean;
  /** Adds syntax highlighting to code. Callers that need only the words of a text turn this option off. */
  readonly colours?: boolean;
  /** Accepts only link definitions with an address or a path as target, so that `[追記]: これは…` stays text. */
  readonly strictDefinitions?: boolean;
  /** Begins no list at a number above 999, so that `2022. 5月の話` stays text. */
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
  /** Supports callouts: quotations that begin with `[!NOTE]`. */
  readonly callouts?: boolean;
  /** Shows images on consecutive lines of a paragraph side by side. */
  readonly galleries?: boolean;
  /** Shows a paragraph with nothing but one link as a player or a card. */
  readonly embeds?: boolean;
  /** Links each picture that has smaller copies to the picture in full size. Default: off. */
  readonly pictureLinks?: boolean;
  /** Ends each heading with a link to itself. Default: off. */
  readonly headingLinks?: boolean;
  /**
   * A text with at least this many headings gets a table of contents before its first heading.
   * Default: 0 (never).
   */
  readonly contentsFrom?: number;
  /** Number of characters in an excerpt of a text. Default: 160. */
  readonly excerptLength?: number;
  /** Supports names of emoji such as `:tea:`. Default: off. */
  readonly emoji?: boolean;
  /** Keeps `<?`, `<%` and `<!--#` in the author's HTML for the web server. Default: off (escaped). */
  readonly serverCode?: boolean;
}

export interface ResolvedImage {
  readonly src: string;
  readonly width?: number;
  readonly height?: number;
  readonly srcset?: string;
  /** Address of the image that a video shows before it plays. */
  readonly poster?: string;
}

/** Resolves the addresses in a text. An address must have the same result on every line, as lines move. */
export interface RenderContext {
  /**
   * Returns the new address of a link, or null if only the words of the link are shown.
   * `href` is percent-encoded, `line` is 0-based in the body.
   */
  readonly resolveLink?: (href: string, line: number) => string | null;
  readonly resolveImage?: (src: string, line: number) => ResolvedImage;
  /** Prefix of all generated ids and of the links to them. Pages that contain several posts need prefixes. */
  readonly idPrefix?: string;
  /** Language of the text. Default: the language in `MarkdownOptions`. */
  readonly language?: string;
}

/** A heading of the text. All lines in this file are 0-based and counted without front matter. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
  readonly line: number;
}

export interface Link {
  /** The address as the author wrote it, percent-encoded. `resolveLink` does not change this address. */
  readonly href: string;
  readonly line: number;
}

export interface Image {
  /** The address as the author wrote it, percent-encoded. `resolveImage` does not change this address. */
  readonly src: string;
  readonly alt: string;
  /**
   * Present if the image needs no description (`alt`), such as the poster of a video.
   * An image in a card or player needs none if the card or player contains text.
   */
  readonly hasWords?: true;
  readonly line: number;
}

/** A problem in the text: the page will not look as the author intended. */
export interface Finding {
  readonly code: Extract<ErrorCode, `markdown.${string}`>;
  readonly line: number;
  readonly text: string;
  /** An English message from a package. Present if the `code` does not say enough about the problem. */
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
   * The text without markup and ruby readings, one line for each paragraph. Used for excerpts and the search.
   */
  readonly plainText: string;
}

/** A rendered text that is also divided into blocks for the preview. */
export interface RenderedBlocks extends RenderedMarkdown {
  /** The blocks of HTML for the preview. `html` is the joined blocks without the attributes `data-line`. */
  readonly blocks: readonly PreviewBlock[];
}

/** A renderer for the blog's Markdown, shared by preview, site and feeds. */
export interface Markdown {
  /** Only `createIncrementalRenderer` uses the pipeline. */
  readonly pipeline: Pipeline;
  /** Number of characters in an excerpt of a text. */
  readonly excerptLength: number;
  render(body: string, context?: RenderContext): RenderedMarkdown;
}
