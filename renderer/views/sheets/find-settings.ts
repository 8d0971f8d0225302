import { fold } from "#contract/site-search/fold.ts";

/** Returns the settings that contain all words of a query. Matching names come first. */
export function findSettings<Row extends { readonly words: readonly string[] }>(
  rows: readonly Row[],
  query: string,
): Row[] {
  const has = wordMatcher(query);
  const found = rows.filter((row) => has(row.words.join("\n")));
  const named = found.filter(({ words: [name = ""] }) => has(name));
  return [...named, ...found.filter((row) => !named.includes(row))];
}

/**
 * Returns a function that tests whether a text contains all words of a query.
 * A Japanese phrase such as 下書きを見せる also matches a text that contains 下書き and 見せる.
 */
export function wordMatcher(query: string): (text: string) => boolean {
  const words = query.normalize("NFKC").split(/\s+/).filter(Boolean);
  const alternatives = words.map((word) => [[fold(word)], phraseParts(word).map(fold)]);
  return (text) => {
    const folded = fold(text);
    return alternatives.every((ways) =>
      ways.some((parts) => parts.length > 0 && parts.every((part) => folded.includes(part))),
    );
  };
}

/**
 * Matches the particles between the words of a Japanese phrase.
 * Other particles than を also occur inside words, so they match only before kanji, katakana, Latin or digits.
 */
const particle = /を|(?<=.)(?:から|まで|[のにはがでとへもや])(?=[\p{sc=Han}\p{sc=Katakana}\p{sc=Latin}\d])/gu;

/**
 * Splits a Japanese phrase into words at its particles.
 * Returns no words if one is a single hiragana, because the split was probably wrong.
 */
function phraseParts(phrase: string): string[] {
  const parts = phrase.split(particle).filter(Boolean);
  return parts.some((part) => /^\p{sc=Hiragana}$/u.test(part)) ? [] : parts;
}
