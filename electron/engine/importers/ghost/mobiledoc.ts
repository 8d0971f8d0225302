import { escapeMarkup } from "#engine/base/markup.ts";
import { type Fields, fieldsOf, listIn, textIn } from "../input/json-fields.ts";
import { cardHtml, type TextFindings } from "./cards.ts";

/** The numbers that Mobiledoc uses for the kinds of sections. */
const [markupSection, imageSection, listSection, cardSection] = [1, 2, 3, 10];

type List = readonly unknown[];

/**
 * Converts a text in the format of Ghost's old editor (before Ghost 5) to HTML. Null if it is unreadable.
 * @see https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md
 */
export function mobiledocToHtml(document: Fields, findings: TextFindings): string | null {
  const sections = sectionsOf(document);
  if (sections === null) return null;
  const writer = new SectionWriter(document, findings);
  return sections.map((section) => writer.section(asList(section))).join("\n");
}

/** Returns the Markdown of a text that consists of one Markdown card. Returns null for any other text. */
export function onlyMarkdownOf(document: Fields): string | null {
  const cards = listIn(document, "cards").map(asList);
  const sections = (sectionsOf(document) ?? []).map(asList);
  const others = sections.filter(([kind, tag, markers]) => !isBlank(kind, tag, markers));
  const [name, payload] = cards[0] ?? [];
  const isOne = cards.length === 1 && others.length === 1 && others[0]?.[0] === cardSection;
  const isMarkdown = name === "markdown" || name === "card-markdown";
  return isOne && isMarkdown ? textIn(fieldsOf(payload), "markdown") : null;
}

/** Whether a section is a paragraph without text. The editor ends each text with such a paragraph. */
function isBlank(kind: unknown, tag: unknown, markers: unknown): boolean {
  const texts = asList(markers).map((marker) => asList(marker).at(-1));
  return kind === markupSection && tag === "p" && texts.every((text) => text === "");
}

/** Returns the list of sections. In version 0.2, the field `sections` also contains the list of markups. */
function sectionsOf(document: Fields): List | null {
  if (!Array.isArray(document.sections)) return null;
  return isVersion2(document) ? asList(listIn(document, "sections")[1]) : document.sections;
}

function isVersion2(document: Fields): boolean {
  return textIn(document, "version").startsWith("0.2");
}

function asList(value: unknown): List {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Names of HTML elements that are written without attributes. */
const plainTags = new Set(["b", "strong", "i", "em", "u", "s", "code", "sub", "sup", "mark", "del", "small"]);

class SectionWriter {
  readonly #document: Fields;
  readonly #findings: TextFindings;
  readonly #isVersion2: boolean;

  constructor(document: Fields, findings: TextFindings) {
    this.#document = document;
    this.#findings = findings;
    this.#isVersion2 = isVersion2(document);
  }

  section([kind, first, second]: List): string {
    if (kind === markupSection) return this.#block(asText(first), asList(second));
    if (kind === imageSection) return `<p><img src="${escapeMarkup(asText(first))}" alt=""></p>`;
    if (kind === listSection) {
      const tag = first === "ol" ? "ol" : "ul";
      const items = asList(second).map((markers) => `<li>${this.#inline(asList(markers))}</li>`);
      return `<${tag}>${items.join("")}</${tag}>`;
    }
    if (kind === cardSection) {
      const [name, payload] = this.#isVersion2 ? [first, second] : this.#entry("cards", first);
      return cardHtml(asText(name), fieldsOf(payload), this.#findings);
    }
    return cardHtml(`section ${String(kind)}`, { first, second }, this.#findings);
  }

  #block(tag: string, markers: List): string {
    const html = this.#inline(markers);
    if (/^h[1-6]$/.test(tag)) return `<${tag}>${html}</${tag}>`;
    return /^(?:blockquote|aside|pull-quote)$/.test(tag)
      ? `<blockquote><p>${html}</p></blockquote>`
      : `<p>${html}</p>`;
  }

  /** Returns the HTML of Mobiledoc's markers. A marker opens elements, adds text, and closes elements. */
  #inline(markers: List): string {
    const open: string[] = [];
    let html = "";
    for (const marker of markers.map(asList)) {
      const [kind, opened, closed, value] = this.#isVersion2 ? [0, ...marker] : marker;
      for (const at of asList(opened)) {
        const [start, end] = this.#markup(at);
        html += start;
        open.push(end);
      }
      html += kind === 1 ? this.#atom(value) : escapeMarkup(asText(value));
      for (let count = Number(closed); count > 0 && open.length > 0; count -= 1) html += open.pop() ?? "";
    }
    return html + open.reverse().join("");
  }

  #markup(at: unknown): readonly [string, string] {
    const [tag, attributes] = this.#isVersion2
      ? asList(asList(listIn(this.#document, "sections")[0])[Number(at)])
      : this.#entry("markups", at);
    const name = asText(tag).toLowerCase();
    if (plainTags.has(name)) return [`<${name}>`, `</${name}>`];
    const list = asList(attributes);
    const href = list[list.indexOf("href") + 1];
    return name === "a" && list.includes("href")
      ? [`<a href="${escapeMarkup(asText(href))}">`, "</a>"]
      : ["", ""];
  }

  #atom(at: unknown): string {
    const [name, text] = this.#entry("atoms", at);
    if (name === "soft-return") return "<br>";
    this.#findings.unknown.add(asText(name) || "?");
    return escapeMarkup(asText(text));
  }

  #entry(list: "cards" | "atoms" | "markups", at: unknown): List {
    return asList(listIn(this.#document, list)[Number(at)]);
  }
}
