import highlighter from "highlight.js/lib/core";
import { languages } from "./languages.ts";

/** Longer blocks and lines stay plain: a grammar may take seconds for them, and nobody reads their colours. */
const blockLimit = 100_000;
const lineLimit = 2_000;
const cacheLimit = 4_000_000;

for (const [name, language] of Object.entries(languages)) highlighter.registerLanguage(name, language);

const cache = new Map<string, string>();
let cachedCharacters = 0;

function hasLongLine(code: string): boolean {
  let start = 0;
  for (let end = code.indexOf("\n"); end >= 0; end = code.indexOf("\n", start)) {
    if (end - start > lineLimit) return true;
    start = end + 1;
  }
  return code.length - start > lineLimit;
}

function remember(key: string, html: string): void {
  if (cachedCharacters > cacheLimit) {
    cache.clear();
    cachedCharacters = 0;
  }
  cache.set(key, html);
  cachedCharacters += key.length + html.length;
}

/** Code as HTML with highlight.js classes; undefined for an unknown language or too long a block, which is to be escaped. */
export function highlight(code: string, language: string): string | undefined {
  if (language === "" || code.length > blockLimit || !highlighter.getLanguage(language)) return undefined;
  const key = `${language}\n${code}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (hasLongLine(code)) return undefined;
  const html = highlighter.highlight(code, { language, ignoreIllegals: true }).value;
  remember(key, html);
  return html;
}
