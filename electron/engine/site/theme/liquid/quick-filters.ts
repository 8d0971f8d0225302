/** A filter for the common case; undefined where LiquidJS has to do it. */
type QuickFilter = (args: readonly unknown[]) => string | undefined;

/** Texts up to this length need no counting of what is made of them. */
const short = 100;

/** Filters that loops of themes use on short texts, with the results of LiquidJS. */
export const quickFilters: ReadonlyMap<string, QuickFilter> = new Map<string, QuickFilter>([
  ["slice", ([text, begin, length = 1]) => quickSlice(text, begin, length)],
  ["replace", ([text, pattern, replacement]) => quickReplace(text, pattern, replacement)],
]);

function quickSlice(text: unknown, begin: unknown, length: unknown): string | undefined {
  if (!isShort(text) || !isCount(begin) || !isCount(length)) return undefined;
  // LiquidJS counts code points, which are characters but for pairs
  return hasPairs.test(text) ? undefined : text.slice(begin, begin + length);
}

const hasPairs = /[\uD800-\uDFFF]/;

function quickReplace(text: unknown, pattern: unknown, replacement: unknown): string | undefined {
  if (!isShort(text) || !isShort(pattern) || !isShort(replacement) || pattern === "") return undefined;
  // A dollar sign would have a meaning
  return replacement.includes("$") ? undefined : text.replaceAll(pattern, replacement);
}

function isShort(value: unknown): value is string {
  return typeof value === "string" && value.length <= short;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= short;
}
