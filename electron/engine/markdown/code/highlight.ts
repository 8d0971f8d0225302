import core from "highlight.js/lib/core";
import { ownCopy } from "#engine/base/packed-text.ts";
import { ColouredHtml } from "./coloured-html.ts";
import { languages } from "./languages.ts";
import { TextCache } from "#engine/base/text-cache.ts";

/** Maximum length of a highlighted block, in UTF-16 units. For a longer one, a grammar may take seconds. */
const blockLimit = 100_000;
const lineLimit = 2_000;
const cacheLimit = 1_000_000;

const highlighter = core.newInstance();
highlighter.configure({ __emitter: ColouredHtml });

const names = new Map(
  Object.entries(languages).flatMap(([name, { aliases }]) =>
    [name, ...(aliases?.split(" ") ?? [])].map((alias) => [alias, name] as const),
  ),
);
const coloured = new TextCache<string>(cacheLimit);

/**
 * Registers the grammar of a language, if it is not yet registered.
 * Also registers the grammars of languages that can be embedded, such as CSS in HTML.
 */
function register(name: string): void {
  const language = languages[name];
  if (language === undefined || highlighter.getLanguage(name)) return;
  highlighter.registerLanguage(name, language.define);
  for (const inner of language.inside?.split(" ") ?? []) register(inner);
}

function hasLongLine(code: string): boolean {
  let start = 0;
  for (let end = code.indexOf("\n"); end >= 0; end = code.indexOf("\n", start)) {
    if (end - start > lineLimit) return true;
    start = end + 1;
  }
  return code.length - start > lineLimit;
}

function colour(code: string, language: string): string {
  register(language);
  // Copies the result, because the original string consists of many joined parts and takes more memory.
  return ownCopy(highlighter.highlight(code, { language, ignoreIllegals: true }).value);
}

/**
 * Returns code as HTML with the classes of highlight.js.
 * Returns undefined for unknown languages and long blocks.
 */
export function highlight(code: string, language: string): string | undefined {
  const name = names.get(language.toLowerCase());
  if (name === undefined || code.length > blockLimit) return undefined;
  if (hasLongLine(code)) return undefined;
  return coloured.get(
    `${name}\n${code}`,
    () => colour(code, name),
    (html) => html.length,
  );
}
