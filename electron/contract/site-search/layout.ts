import { markedBits } from "./terms.ts";

/**
 * Names and contents of the search's files. Entries are numbered from the oldest, so that files of old posts
 * do not change when new ones are added.
 *
 * Texts: `<kind>/text/<group>-<n>.js` contains a few entries of one group; posts are grouped by month, so
 * that inserting or deleting a post only renumbers those of its month. Terms: the entries are divided into
 * segments whose sizes are the binary digits of their number, the largest first. So there are few segments,
 * and a new post usually changes only the smallest; from time to time two of the same size are merged. Each
 * segment is divided into shards by term.
 */

/** Folder of the search's files inside the site. */
export const searchFolder = "search";
/** File that lists the groups of both kinds. */
export const contentsName = "contents";

export const entryKinds = ["posts", "pages"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Name of the function that the files call: `hitofudeSearch("contents", …)`. */
export const registerName = "hitofudeSearch";

/** A number of consecutive entries, and their common name. */
export type Group = readonly [name: string, entries: number];

/** The groups of each kind, oldest first. */
export type SearchContents = Readonly<Record<EntryKind, readonly Group[]>>;

/**
 * An entry for display in results: URL relative to the site's root; both dates are "" for a page without one.
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
/** Average number of entries per shard. */
const entriesPerShard = 16;

/** A range of entries whose terms are stored together. */
export interface Segment {
  readonly kind: EntryKind;
  readonly first: number;
  readonly count: number;
  /** Maximum number of entries: a power of two. */
  readonly capacity: number;
  /** The number of shards is 2 ** shardBits. */
  readonly shardBits: number;
}

/** Returns the segments for a number of entries, oldest first. */
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

/** Returns the shard of a marked term within its segment: the term's highest bits. */
export function shardOf(marked: number, { shardBits }: Segment): number {
  return marked >>> (markedBits - shardBits);
}

/** Returns the name of a shard's file inside the search folder, without extension. */
export function shardName({ kind, first, capacity }: Segment, shard: number): string {
  return `${kind}/${first}-${capacity}/${shard.toString(36)}`;
}

/** A file of texts: its name inside the search folder, without extension, and its range of entries. */
export interface TextFile {
  readonly name: string;
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/** Returns the text files of one kind, oldest first. */
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
