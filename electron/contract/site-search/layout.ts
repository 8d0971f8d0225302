import { markedBits } from "./terms.ts";

/**
 * Names and contents of the files for the search on the site.
 * Entries are numbered, and the oldest entry has the lowest number.
 * Files are divided by dates, so that a new or changed entry changes only the files of its own period.
 * Each file `<kind>/text/<group>-<n>.js` contains the texts of some entries of one group.
 * Terms are stored in segments. A segment has at most 1,024 posts of one year, or at most 1,024 pages.
 * The file `contents.js` names only the segments. The file with a segment's titles also lists its groups and
 * their sizes, so that a new or deleted entry does not change `contents.js`.
 */

/** Folder of the search's files inside the site. */
export const searchFolder = "search";
/** Name of the file that lists the segments of posts and of pages. */
export const contentsName = "contents";

export const entryKinds = ["posts", "pages"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Name of the global function that each file calls to pass its data: `hitofudeSearch("contents", …)`. */
export const registerName = "hitofudeSearch";

/**
 * Name and size of a group of entries.
 * A group covers a month (`2022-05`), half of a month (`2022-05-12`) or a quarter of a month (`2022-05-1`).
 */
export type Group = readonly [name: string, entries: number];

/** All groups of posts, and all groups of pages, from the files of titles. The oldest group comes first. */
export type SearchContents = Readonly<Record<EntryKind, readonly Group[]>>;

/**
 * The content of a segment's file of titles.
 * A group that extends over two segments is in the file of the first segment.
 * `terms` has the format of `Postings`.
 */
export type SearchTitles = readonly [groups: readonly Group[], terms: string];

/** The data of an entry in a search result. `date` and `iso` are "" for a page without a date. */
export type SearchText = readonly [
  title: string,
  url: string,
  date: string,
  iso: string,
  language: string,
  /** Plain text, one line per paragraph. */
  text: string,
];

/**
 * Maximum number of entries in one file of texts. Months with more posts are divided into halves or quarters.
 */
export const entriesPerText = 16;
const smallestSegment = 16;
/**
 * Maximum number of entries in a segment. `Postings` packs a term and an entry's number into 32 bits.
 */
const largestSegment = 1 << 10;
/** Number of entries whose terms are in one file. A segment has at most 2 ** `mostShardBits` such files. */
const entriesPerShard = 16;
/** Maximum of `shardBits`. It is low, because a new entry changes all files with terms of its segment. */
const mostShardBits = 2;

/** The index terms of a range of entries. The terms are stored in 2 ** `shardBits` files. */
export interface Segment {
  readonly kind: EntryKind;
  /**
   * Whether the segment contains the terms of texts or the terms of titles.
   * The terms of titles are in one file, so that a new title changes only this file.
   */
  readonly part: "texts" | "titles";
  /** A year such as `2022`, or `all` for pages. Further segments of a year have names such as `2022.1`. */
  readonly name: string;
  readonly first: number;
  readonly count: number;
  /** The lowest power of two that is at least `count` and at least 16. */
  readonly capacity: number;
  /** Number of the highest bits of a term. These bits choose the file in which the term is stored. */
  readonly shardBits: number;
}

/** For a segment with the texts of some entries, returns the segment with the titles of these entries. */
export function titlesOf(segment: Segment): Segment {
  return { ...segment, part: "titles", shardBits: 0 };
}

/** Divides the entries of `groups` into segments of text terms. The oldest entries come first. */
export function segmentsOf(kind: EntryKind, groups: readonly Group[]): Segment[] {
  const years = new Map<string, number>();
  for (const [group, entries] of groups) {
    const year = /^-?\d+/.exec(group)?.[0] ?? group;
    years.set(year, (years.get(year) ?? 0) + entries);
  }
  const segments: Segment[] = [];
  let start = 0;
  for (const [year, entries] of years) {
    for (let at = 0; at < entries; at += largestSegment) {
      const name = at === 0 ? year : `${year}.${at / largestSegment}`;
      segments.push(segmentOf(kind, name, start + at, Math.min(entries - at, largestSegment)));
    }
    start += entries;
  }
  return segments;
}

function segmentOf(kind: EntryKind, name: string, first: number, count: number): Segment {
  const capacity = Math.max(smallestSegment, 2 ** Math.ceil(Math.log2(count)));
  const shardBits = Math.min(mostShardBits, Math.log2(capacity / entriesPerShard));
  return { kind, part: "texts", name, first, count, capacity, shardBits };
}

/**
 * Returns the number of the file in which a segment stores a term.
 * `marked` is a term whose lowest bit distinguishes texts and titles (see `inText` and `inTitle`).
 * The highest bits of the term choose the file in which the term is stored.
 */
export function shardOf(marked: number, { shardBits }: Pick<Segment, "shardBits">): number {
  return marked >>> (markedBits - shardBits);
}

/** Returns the groups whose first entry is in a segment. */
export function groupsIn(
  { first, count }: Pick<Segment, "first" | "count">,
  groups: readonly Group[],
): Group[] {
  let start = 0;
  return groups.filter(([, entries]) => {
    const isInside = start >= first && start < first + count;
    start += entries;
    return isInside;
  });
}

type NamedSegment = Pick<Segment, "kind" | "part" | "name" | "shardBits">;

/** Returns the name of a file of terms inside the search folder, without extension. */
export function shardName({ kind, part, name, shardBits }: NamedSegment, shard: number): string {
  return part === "titles" ? `${kind}/${name}-titles` : `${kind}/${name}-${2 ** shardBits}/${shard}`;
}

/** Returns the name of the file with the titles of a segment. */
export function titlesName(kind: EntryKind, segment: string): string {
  return shardName({ kind, part: "titles", name: segment, shardBits: 0 }, 0);
}

/** A file with the texts of a range of entries. `name` is a path in the search folder, without extension. */
export interface TextFile {
  readonly name: string;
  readonly first: number;
  readonly end: number;
}

/** Returns the files that contain the texts of all posts or of all pages, oldest entries first. */
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
