import { shortHash } from "#engine/base/hash.ts";
import { factsOfHtml } from "#engine/markdown/from-html/import/html-facts.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import type { ImportEntry } from "../importer.ts";

const markdown = createMarkdown({ colours: false });

/** Two texts count as versions of each other if at least this share (0 to 1) of letter pairs is equal. */
const leastShared = 0.6;

/**
 * Returns a hash of the letters and digits that readers see in a text, or "" if there are none.
 * A post has the same hash as the entry from which an import made the post.
 */
export function wordsHash(body: ImportEntry["body"]): string {
  const words = wordsOf(body);
  return words === "" ? "" : shortHash(words);
}

/** Returns the letters and digits that readers see in a text. */
export function wordsOf({ format, text }: ImportEntry["body"]): string {
  const html = format === "html" ? text : markdown.render(text).html;
  return factsOfHtml(html).text.replace(/[^\p{L}\p{N}]+/gu, "");
}

/**
 * Whether one text is probably a later version of the other.
 * One text is a later version if it contains the other text, or if most pairs of letters are equal.
 * A text without words, such as a text of images only, is never a version of another text.
 */
export function isLaterVersion(one: string, other: string): boolean {
  const [short = "", long = ""] = one.length < other.length ? [one, other] : [other, one];
  if (short === "") return false;
  if (short.length > 1 && long.includes(short)) return true;
  const [few, many] = [letterPairs(short), letterPairs(long)];
  const shared = [...few].filter((pair) => many.has(pair)).length;
  return (2 * shared) / (few.size + many.size) >= leastShared;
}

function letterPairs(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(1, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
}
