import { fold } from "#contract/site-search/fold.ts";

/** Returns the settings that contain all words of a query. Matching names come first. */
export function findSettings<Row extends { readonly words: readonly string[] }>(
  rows: readonly Row[],
  query: string,
): Row[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const has = (text: string): boolean => words.every((word) => fold(text).includes(word));
  const found = rows.filter((row) => has(row.words.join("\n")));
  const named = found.filter(({ words: [name = ""] }) => has(name));
  return [...named, ...found.filter((row) => !named.includes(row))];
}
