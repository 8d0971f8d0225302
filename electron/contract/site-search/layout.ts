import { markedBits } from "./terms.ts";

/**
 * Where the search's files lie and what is in them. Entries are numbered from the oldest and never by anything else, so
 * that files about old posts stay as they are when new ones come.
 *
 * Texts: `<kind>/text/<group>-<n>.js` holds a few entries of one group; posts are grouped by the month of their time, so
 * that a post that comes or goes in between moves those of its month only. Terms: the entries are cut into segments
 * whose sizes are the binary digits of their count, the largest first, so that there are few of them and a new post
 * touches the smallest alone; every now and then two of a size become one. Each segment is cut into shards by term.
 */

/** Folder of the search's files inside the site. */
export const searchFolder = "search";
/** File with the groups of both kinds. */
export const contentsName = "contents";

export const entryKinds = ["posts", "pages"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Name of the function that the files call: `hitofudeSearch("contents", …)`. */
export const registerName = "hitofudeSearch";

/** So many entries, side by side in the order of their numbers, and the name that they share. */
export type Group = readonly [name: string, entries: number];

/** The groups of each kind, oldest first. */
export type SearchContents = Readonly<Record<EntryKind, readonly Group[]>>;

/** An entry as results show it: URL relative to the top of the site; both dates "" for a page without one. */
export type SearchText = readonly [
  title: string,
  url: string,
  date: string,
  iso: string,
  language: string,
  /** The words alone, a line per paragraph. */
  text: string,
];

const entriesPerText = 4;
const smallestSegment = 16;
const largestSegment = 1 << 12;
/** Entries of a segment for which there is one shard. */
const entriesPerShard = 16;

/** A range of entries whose terms lie together. */
export interface Segment {
  readonly kind: EntryKind;
  readonly first: number;
  readonly count: number;
  /** The entries that it has room for: a power of two. */
  readonly capacity: number;
  /** There are 2 ** shardBits shards. */
  readonly shardBits: number;
}

/** The segments of so many entries, oldest first. */
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

/** The shard of its segment that holds a marked term: its highest bits. */
export function shardOf(marked: number, { shardBits }: Segment): number {
  return marked >>> (markedBits - shardBits);
}

/** Name of a shard's file, without its ending, inside the search's folder. */
export function shardName({ kind, first, capacity }: Segment, shard: number): string {
  return `${kind}/${first}-${capacity}/${shard.toString(36)}`;
}

/** A file of texts, by its name without ending inside the search's folder, and the entries in it. */
export interface TextFile {
  readonly name: string;
  readonly first: number;
  /** One after the last. */
  readonly end: number;
}

/** The files of texts of one kind, oldest first. */
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

/** How many entries there are in all. */
export function countOf(groups: readonly Group[]): number {
  return groups.reduce((sum, [, entries]) => sum + entries, 0);
}
