import type TurndownService from "turndown";
import type { Markdown } from "../../types/markdown-types.ts";
import { isTooMuch } from "../paste-limits.ts";
import { htmlBlock } from "./html-block.ts";
import { factsOfHtml, showsTheSame } from "./html-facts.ts";
import { type ConversionNote, createImportService } from "./import-service.ts";

export type { ConversionNote };

export interface ConvertedHtml {
  /** Text for the body of a post. */
  readonly text: string;
  /** Whether the text is the HTML, because as Markdown it would not have shown the same. */
  readonly isHtml: boolean;
  /** Whether the text shows the same as the HTML: text, number of images and of links. */
  readonly isSame: boolean;
  readonly notes: ReadonlyMap<ConversionNote, number>;
}

export interface HtmlConverterOptions {
  /** The renderer of the blog, with which each result is checked. */
  readonly markdown: Markdown;
  readonly breaks: boolean;
}

/**
 * Converts the HTML of posts from another service to Markdown. Each result is rendered and compared with the
 * HTML; if it does not show the same, the HTML is kept.
 */
export class HtmlConverter {
  readonly #markdown: Markdown;
  readonly #service: TurndownService;
  #notes = new Map<ConversionNote, number>();
  #link: (href: string) => string = (href) => href;

  constructor({ markdown, breaks }: HtmlConverterOptions) {
    this.#markdown = markdown;
    this.#service = createImportService({
      breaks,
      note: (note) => this.#notes.set(note, (this.#notes.get(note) ?? 0) + 1),
      link: (href) => this.#link(href),
    });
  }

  /** `link` returns the new target of each link. Never throws. */
  convert(html: string, link: (href: string) => string = (href) => href): ConvertedHtml {
    const source = prepared(html);
    const wanted = factsOfHtml(source);
    this.#notes = new Map();
    this.#link = link;
    const markdown = this.#toMarkdown(source);
    if (markdown !== null && this.#shows(markdown, wanted)) {
      return { text: markdown, isHtml: false, isSame: true, notes: this.#notes };
    }
    const block = htmlBlock(source);
    return { text: block, isHtml: true, isSame: this.#shows(block, wanted), notes: new Map() };
  }

  #toMarkdown(html: string): string | null {
    if (isTooMuch(html)) return null;
    try {
      return this.#service.turndown(html).replace(/[ \t]+$/gm, (spaces) => (spaces === "  " ? spaces : ""));
    } catch {
      // What the parser or a rule cannot handle stays HTML, too
      return null;
    }
  }

  #shows(text: string, wanted: ReturnType<typeof factsOfHtml>): boolean {
    try {
      return showsTheSame(factsOfHtml(this.#markdown.render(text).html), wanted);
    } catch {
      return false;
    }
  }
}

/** Marks where a comment says that the rest is on the post's own page, and joins emphasis that was split. */
function prepared(html: string): string {
  return (
    html
      .replace(/<!--\s{0,9}more\b[^<>]{0,200}-->/gi, "<hr data-more>")
      .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
      // The converter parses the content inside an element of its own, which these tags would replace
      .replace(/<!doctype[^>]*>|<\/?(?:html|head|body|frameset|frame|x-turndown)\b[^<>]*>?/gi, "")
      .replace(/<\/(b|strong|i|em)>(\s*)<\1>/gi, "$2")
      // Longer runs take the converter quadratic time
      .replace(/(?<!\s)(\s{200})\s+/g, "$1")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it must remove
      .replace(/[\u0000-\u0008\u000B\u000E-\u001F]/g, "")
  );
}
