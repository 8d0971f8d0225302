import { fold } from "#contract/site-search/fold.ts";

/** The settings that have all the words of a query. Width, case, and the two kinds of kana make no difference. */
export function findSettings<Row extends { readonly words: readonly string[] }>(
  rows: readonly Row[],
  query: string,
): Row[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = fold(row.words.join("\n"));
    return words.every((word) => text.includes(word));
  });
}
