import { TextCache } from "#engine/base/text-cache.ts";
import { legalText } from "#engine/base/text/legal-text.ts";

/** Cache of escaped articles, because each article appears in several feeds and in two formats. */
const articles = new TextCache<string>(2_000_000);
/** Minimum length of a text to be cached. Escaping a shorter text is faster than a cache lookup. */
const articleLength = 400;

/** Escapes text for element content and quoted attributes. */
export function xmlText(text: string): string {
  return legalText(text).replace(/[&<>"]/g, (character) => references[character] ?? character);
}

/** Character references. The RSS Board's profile requires numeric references for `&` and `<`. */
const references: Readonly<Record<string, string>> = {
  "&": "&#x26;",
  "<": "&#x3C;",
  ">": "&gt;",
  '"': "&quot;",
};

/**
 * Escapes text for element content only. Keeps `"` and `>`, so that articles in HTML are a fifth shorter.
 * XML forbids only `]]>`: https://www.w3.org/TR/xml/#syntax
 */
function contentText(text: string): string {
  if (text.length < articleLength) return escaped(text);
  return articles.get(
    text,
    () => escaped(text),
    (xml) => xml.length,
  );
}

function escaped(text: string): string {
  return legalText(text).replace(/[&<]|(?<=\]\])>/g, (character) => references[character] ?? character);
}

export type Attributes = Readonly<Record<string, string>>;

export function element(name: string, text: string, attributes: Attributes = {}): string {
  return `<${name}${attributeList(attributes)}>${contentText(text)}</${name}>\n`;
}

export function optionalElement(name: string, text: string | null | undefined): string {
  return text === null || text === undefined || text === "" ? "" : element(name, text);
}

export function emptyElement(name: string, attributes: Attributes): string {
  return `<${name}${attributeList(attributes)}/>\n`;
}

function attributeList(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join("");
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
