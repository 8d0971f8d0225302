/** A filter for the common case; undefined means that LiquidJS has to compute it. */
type QuickFilter = (args: readonly unknown[]) => string | undefined;

/** For texts up to this length, the size of the result need not be charged. */
const short = 100;

/** Faster versions of filters that loops of themes apply to short texts, with the results of LiquidJS. */
export const quickFilters: ReadonlyMap<string, QuickFilter> = new Map<string, QuickFilter>([
  ["slice", ([text, begin, length = 1]) => quickSlice(text, begin, length)],
  ["replace", ([text, pattern, replacement]) => quickReplace(text, pattern, replacement)],
]);

function quickSlice(text: unknown, begin: unknown, length: unknown): string | undefined {
  if (!isShort(text) || !isCount(begin) || !isCount(length)) return undefined;
  // LiquidJS counts code points; without surrogate pairs these are the code units
  return hasPairs.test(text) ? undefined : text.slice(begin, begin + length);
}

const hasPairs = /[\uD800-\uDFFF]/;

function quickReplace(text: unknown, pattern: unknown, replacement: unknown): string | undefined {
  if (!isShort(text) || !isShort(pattern) || !isShort(replacement) || pattern === "") return undefined;
  // A dollar sign would be interpreted
  return replacement.includes("$") ? undefined : text.replaceAll(pattern, replacement);
}

function isShort(value: unknown): value is string {
  return typeof value === "string" && value.length <= short;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= short;
}
