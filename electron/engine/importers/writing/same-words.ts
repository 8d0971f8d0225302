import { shortHash } from "#engine/base/hash.ts";
import { factsOfHtml } from "#engine/markdown/from-html/import/html-facts.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import type { ImportEntry } from "../importer.ts";

const markdown = createMarkdown({ colours: false });

/**
 * Returns a hash of the letters and digits that readers see in a text, or "" if there are none.
 * If an import made a post of an entry, both have the same hash.
 */
export function wordsHash({ format, text }: ImportEntry["body"]): string {
  const html = format === "html" ? text : markdown.render(text).html;
  const words = factsOfHtml(html).text.replace(/[^\p{L}\p{N}]+/gu, "");
  return words === "" ? "" : shortHash(words);
}
