import { markedBits } from "./terms.ts";

/**
 * Names and contents of the files with which readers search the site. Entries are numbered from the oldest,
 * so that a new entry does not change the files of old ones.
 *
 * Texts: `<kind>/text/<group>-<n>.js` contains a few entries of one group. A group of posts is a month, so
 * that adding or deleting a post renumbers only the posts of its month.
 *
 * Terms: the entries are divided into ranges whose sizes are powers of two, the largest first. So there are
 * few ranges, and a new post usually changes only the smallest; from time to time two ranges of the same size
 * become one. The terms of each range are divided into several files by their highest bits.
 */

/** Folder of the search's files inside the site. */
export const searchFolder = "search";
/** Name of the file that lists the groups of posts and of pages. */
export const contentsName = "contents";

export const entryKinds = ["posts", "pages"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Name of the global function that each file calls to pass its data: `hitofudeSearch("contents", …)`. */
export const registerName = "hitofudeSearch";

/** A group of consecutive entries: its name and the number of entries. A group of posts is a month. */
export type Group = readonly [name: string, entries: number];

/** The groups of posts and the groups of pages, oldest first. */
export type SearchContents = Readonly<Record<EntryKind, readonly Group[]>>;

/**
 * The data of an entry in a search result. `url` is relative to the root of the site. `date` and `iso` are ""
 * if a page has no date.
 */
export type SearchText = readonly [
  title: string,
  url: string,
  date: string,
  iso: string,
  language: string,
  /** Plain text, one line per paragraph. */
  text: string,
];

const entriesPerText = 4;
const smallestSegment = 16;
const largestSegment = 1 << 12;
/** Average number of entries whose terms are in one file. */
const entriesPerShard = 16;

/** A range of entries whose terms are stored together, in 2 ** shardBits files. */
export interface Segment {
  readonly kind: EntryKind;
  readonly first: number;
  readonly count: number;
  /**
   * Maximum number of entries in the range, a power of two; `count` is smaller while the range is not full.
   */
  readonly capacity: number;
  /** Number of highest bits of a term that choose its file. */
  readonly shardBits: number;
}

/** Divides a number of entries into ranges; returns the ranges, oldest first. */
export function segmentsOf(kind: EntryKind, entries: number): Segment[] {
  const segments: Segment[] = [];
  for (let first = 0; first < entries; ) {
    const left = entries - first;
    const fitting = 2 ** Math.floor(Math.log2(left));
    const capacity = Math.min(largestSegment, Math.max(smallestSegment, fitting));
    const shardBits = Math.log2(capacity / entriesPerShard);
    segments.push({ kind, first, count: Math.min(left, capacity), capacity, shardBits });
    first += capacity;
  }
  return segments;
}

/**
 * Returns the number of the file, within a range, that contains a term. `marked` is the term with its mark
 * (see `markedBits`); its highest bits choose the file.
 */
export function shardOf(marked: number, { shardBits }: Segment): number {
  return marked >>> (markedBits - shardBits);
}

/** Returns the name of a file of terms inside the search folder, without extension. */
export function shardName({ kind, first, capacity }: Segment, shard: number): string {
  return `${kind}/${first}-${capacity}/${shard.toString(36)}`;
}

/**
 * A file with the texts of a range of entries. `name`: its path inside the search folder, without extension.
 */
export interface TextFile {
  readonly name: string;
  readonly first: number;
  /** Number of the first entry after the range. */
  readonly end: number;
}

/**
 * Returns the files that contain the texts of all posts, or of all pages. Files with older entries come
 * first.
 */
export function textFilesOf(kind: EntryKind, groups: readonly Group[]): TextFile[] {
  const files: TextFile[] = [];
  let start = 0;
  for (const [group, entries] of groups) {
    for (let at = 0; at < entries; at += entriesPerText) {
      const name = `${kind}/text/${group}-${at / entriesPerText}`;
      const first = start + at;
      files.push({ name, first, end: start + Math.min(at + entriesPerText, entries) });
    }
    start += entries;
  }
  return files;
}

/** Returns the total number of entries. */
export function countOf(groups: readonly Group[]): number {
  return groups.reduce((sum, [, entries]) => sum + entries, 0);
}
