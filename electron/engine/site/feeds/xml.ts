import { TextCache } from "#engine/base/text-cache.ts";
import { legalText } from "#engine/base/legal-text.ts";

/** Whole articles stand in several feeds, in two formats each. */
const articles = new TextCache<string>(2_000_000);
/** Shorter texts are escaped before they are found. */
const articleLength = 400;

/** Text for element content and quoted attributes. Escaped, never CDATA, so `]]>` needs no care. */
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

/** Numeric for `&` and `<`: the RSS Board's profile wants them so in fields that some readers take for HTML. */
const references: Readonly<Record<string, string>> = {
  "&": "&#x26;",
  "<": "&#x3C;",
  ">": "&gt;",
  '"': "&quot;",
};

export type Attributes = Readonly<Record<string, string>>;

/** An element with text, which may be empty. */
export function element(name: string, text: string, attributes: Attributes = {}): string {
  return `<${name}${attributeList(attributes)}>${xmlText(text)}</${name}>\n`;
}

/** An element with text, or nothing at all without text. */
export function optionalElement(name: string, text: string | null | undefined): string {
  return text === null || text === undefined || text === "" ? "" : element(name, text);
}

/** An element without content. */
export function emptyElement(name: string, attributes: Attributes): string {
  return `<${name}${attributeList(attributes)}/>\n`;
}

function attributeList(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join("");
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
