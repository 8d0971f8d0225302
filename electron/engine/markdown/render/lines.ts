import { commonEnd, commonStart } from "#contract/text/text-edits.ts";

/** Returns the offset at which each line begins. A line break at the end of the text begins an empty line. */
export function startsOfLines(source: string): number[] {
  const starts = [0];
  for (let end = source.indexOf("\n"); end >= 0; end = source.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}

/** Returns the number of lines of a text. A line break at the end of the text begins an empty line. */
export function countLines(source: string): number {
  let count = 1;
  for (let end = source.indexOf("\n"); end >= 0; end = source.indexOf("\n", end + 1)) count++;
  return count;
}

/** Returns the index of the first item for which `isAfter` is true. Uses binary search. */
export function firstIndex<Item>(items: readonly Item[], isAfter: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && isAfter(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The lines that an edit changed. The lines before `first` and after `lastOld` are unchanged. */
export interface TouchedLines {
  readonly first: number;
  /** Number of the last changed line in the old text. */
  readonly lastOld: number;
  /** Number of lines by which the lines after the edit moved down. Negative if they moved up. */
  readonly delta: number;
}

function lineOf(starts: readonly number[], offset: number): number {
  return firstIndex(starts, (start) => start > offset) - 1;
}

/** Returns the lines that differ. Several changes count as one edit, from the first change to the last. */
export function touchedLines(
  before: string,
  after: string,
  beforeStarts: readonly number[],
  afterStarts: readonly number[],
): TouchedLines {
  const prefix = commonStart(before, after);
  const suffix = commonEnd(before, after, Math.min(before.length, after.length) - prefix);
  return {
    first: lineOf(beforeStarts, prefix),
    lastOld: lineOf(beforeStarts, before.length - suffix),
    delta: afterStarts.length - beforeStarts.length,
  };
}
