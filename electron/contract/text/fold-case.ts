/**
 * Folds a text for the searches in the program: case, width and compatibility forms (㌔, ①) do not matter.
 * The search on the site has a folding of its own (`contract/site-search/fold.ts`), which ignores more.
 */
export function foldCase(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
