import { TextCache } from "#engine/base/text-cache.ts";
import { legalText } from "#engine/base/legal-text.ts";

/** Cache of escaped articles: each appears in several feeds, in two formats. */
const articles = new TextCache<string>(2_000_000);
/** Escaping shorter texts is faster than looking them up. */
const articleLength = 400;

/**
 * Escapes text for element content and quoted attributes. Never uses CDATA, so `]]>` needs no special case.
 */
export function xmlText(text: string): string {
  if (text.length < articleLength) return escaped(text);
  return articles.get(
    text,
    () => escaped(text),
    (xml) => xml.length,
  );
}

function escaped(text: string): string {
  return legalText(text).replace(/[&<>"]/g, (character) => references[character] ?? character);
}

/** Numeric for `&` and `<`, as the RSS Board's profile requires in fields that some readers parse as HTML. */
const references: Readonly<Record<string, string>> = {
  "&": "&#x26;",
  "<": "&#x3C;",
  ">": "&gt;",
  '"': "&quot;",
};

export type Attributes = Readonly<Record<string, string>>;

/** Renders an element with text, which may be empty. */
export function element(name: string, text: string, attributes: Attributes = {}): string {
  return `<${name}${attributeList(attributes)}>${xmlText(text)}</${name}>\n`;
}

/** Renders an element with text; "" without text. */
export function optionalElement(name: string, text: string | null | undefined): string {
  return text === null || text === undefined || text === "" ? "" : element(name, text);
}

/** Renders an element without content. */
export function emptyElement(name: string, attributes: Attributes): string {
  return `<${name}${attributeList(attributes)}/>\n`;
}

function attributeList(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join("");
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
