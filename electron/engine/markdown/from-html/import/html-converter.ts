import type TurndownService from "turndown";
import { parseFragment, serialize } from "parse5";
import type { Markdown } from "../../types/markdown-types.ts";
import { exceedsPasteLimits } from "../paste-limits.ts";
import { addAnchors, mayHaveAnchors } from "./html-anchors.ts";
import { htmlBlock } from "./html-block.ts";
import { withMarkedFootnotes } from "./html-footnotes.ts";
import { mayHavePlayers, replacePlayers } from "./html-players.ts";
import { factsOfHtml, showsTheSame } from "./html-facts.ts";
import { type ConversionNote, createImportService } from "./import-service.ts";

export type { ConversionNote };

export interface ConvertedHtml {
  /** Text for the body of a post. */
  readonly text: string;
  /** True if `text` is still HTML because Markdown would not show the same content. */
  readonly isHtml: boolean;
  /** Whether the rendered `text` has the same words, and as many images and links, as the original HTML. */
  readonly isSame: boolean;
  readonly notes: ReadonlyMap<ConversionNote, number>;
}

export interface HtmlConverterOptions {
  /** The blog's renderer. The converter renders each result and compares it with the original HTML. */
  readonly markdown: Markdown;
  readonly breaks: boolean;
}

/** How the links in a text change, and to which ids other texts link. */
export interface TextLinks {
  /** Receives the address of each link and returns the new address. Default: addresses stay. */
  readonly link?: (href: string) => string;
  /** Fragments of links in other texts. Elements with these ids keep the ids. Default: none. */
  readonly linked?: ReadonlySet<string>;
}

const noPlaces: ReadonlySet<string> = new Set();

/** Converts HTML of another service to Markdown. Keeps the HTML if the Markdown would show something else. */
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

  /** Converts a text. Never throws. */
  convert(html: string, { link = (href) => href, linked = noPlaces }: TextLinks = {}): ConvertedHtml {
    const source = prepared(html);
    const wanted = factsOfHtml(source);
    this.#link = link;
    for (const text of this.#formsOf(source, linked)) {
      this.#notes = new Map();
      const markdown = this.#toMarkdown(text);
      if (markdown !== null && this.#shows(markdown, text === source ? wanted : factsOfHtml(text))) {
        return { text: markdown, isHtml: false, isSame: true, notes: this.#notes };
      }
    }
    const block = htmlBlock(source);
    const notes = new Map<ConversionNote, number>(block.hadScript ? [["script", 1]] : []);
    return { text: block.html, isHtml: true, isSame: this.#shows(block.html, wanted), notes };
  }

  /** Returns the variants of the HTML to convert, the best variant first and the unchanged HTML last. */
  #formsOf(html: string, linked: ReadonlySet<string>): string[] {
    if (exceedsPasteLimits(html)) return [html];
    try {
      const footnotes = withMarkedFootnotes(html);
      const forms = footnotes === null ? [html] : [footnotes, html];
      return [...new Set([...forms.map((form) => withPlayersAndAnchors(form, linked)), html])];
    } catch {
      // Very deep nesting can overflow the parser's stack. In this case, only the original HTML is converted.
      return [html];
    }
  }

  #toMarkdown(html: string): string | null {
    if (exceedsPasteLimits(html)) return null;
    try {
      return this.#service.turndown(html).replace(/[ \t]+$/gm, (spaces) => (spaces === "  " ? spaces : ""));
    } catch {
      // Very deep nesting can overflow the parser's stack. In this case, the text stays HTML.
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

/** Replaces the players of other services by addresses, and adds anchors at the targets of links. */
function withPlayersAndAnchors(html: string, linked: ReadonlySet<string>): string {
  if (!mayHavePlayers(html) && !mayHaveAnchors(html, linked)) return html;
  const root = parseFragment(html);
  replacePlayers(root);
  addAnchors(root, linked);
  return serialize(root);
}

/** Prepares HTML for the converter: removes unusable tags, and turns `<!--more-->` into an element. */
function prepared(html: string): string {
  return (
    html
      .replace(/<!--\s{0,9}more\b[^<>]{0,200}-->/gi, "<hr data-more>")
      .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
      // Removes tags such as `<body>`, because they would replace turndown's own element around the HTML.
      .replace(/<!doctype[^>]*>|<\/?(?:html|head|body|frameset|frame|x-turndown)\b[^<>]*>?/gi, "")
      .replace(/<\/(b|strong|i|em)>(\s*)<\1>/gi, "$2")
      // Cuts white space to 200 characters, because the converter takes quadratic time for longer runs.
      .replace(/(?<!\s)(\s{200})\s+/g, "$1")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern must find these characters
      .replace(/[\u0000-\u0008\u000B\u000E-\u001F]/g, "")
  );
}
