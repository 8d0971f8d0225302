import type { Moment } from "#engine/blog/posts/post.ts";
import type { OldAddress } from "./read-addresses.ts";

/** The fields of an entry by which its old address is found. */
export interface AddressedEntry {
  readonly title: string;
  readonly date: Moment | null;
  readonly oldPath: string | null;
}

export interface PairedAddresses {
  /** Maps the index of an entry to the entry's old path. Entries without a known old path are left out. */
  readonly paths: ReadonlyMap<number, string>;
  /** Old addresses that fit no entry, or more than one entry. */
  readonly unpaired: readonly OldAddress[];
}

/**
 * Finds the entry of each old address. Compares the times first, and then the titles.
 * If the export states the old address of an entry, the entry keeps this address.
 * Leaves out an old address that fits several entries.
 */
export function pairAddresses(
  entries: readonly AddressedEntry[],
  addresses: readonly OldAddress[],
): PairedAddresses {
  const paths = new Map<number, string>();
  const known = new Set(entries.flatMap(({ oldPath }) => oldPath ?? []));
  let open = addresses.filter(({ path }) => !known.has(path));
  for (const keysOf of [exactKeys, minuteKeys, dayTitleKeys, dayKeys, titleKeys] as const) {
    /** Maps each key to the index of its entry, or to null if several entries have the key. */
    const byKey = new Map<string, number | null>();
    for (const [index, entry] of entries.entries()) {
      if (entry.oldPath !== null || paths.has(index)) continue;
      for (const key of keysOf(entry)) byKey.set(key, byKey.has(key) ? null : index);
    }
    const wanted = new Map<string, number>();
    for (const address of open) {
      for (const key of keysOf(address)) wanted.set(key, (wanted.get(key) ?? 0) + 1);
    }
    open = open.filter((address) => {
      for (const key of keysOf(address)) {
        const index = byKey.get(key) ?? null;
        if (index === null || wanted.get(key) !== 1 || paths.has(index)) continue;
        paths.set(index, address.path);
        return false;
      }
      return true;
    });
  }
  return { paths, unpaired: open };
}

type Keyed = Pick<AddressedEntry, "title" | "date">;

/** Returns keys of minute and title. The title distinguishes entries that have the same minute. */
function exactKeys(entry: Keyed): string[] {
  return minuteKeys(entry).flatMap((minute) => titleKeys(entry).map((title) => `${minute} ${title}`));
}

function minuteKeys({ date }: Keyed): string[] {
  return date?.hasTime ? [`minute ${Math.floor(date.time / 60_000)}`] : [];
}

/** Returns keys of day and title. The title distinguishes entries that have the same day. */
function dayTitleKeys(entry: Keyed): string[] {
  return dayKeys(entry).flatMap((day) => titleKeys(entry).map((title) => `${day} ${title}`));
}

function dayKeys({ date }: Keyed): string[] {
  if (!date) return [];
  return [`day ${new Date(date.time + date.offsetMinutes * 60_000).toISOString().slice(0, 10)}`];
}

/**
 * Returns keys for the whole title, and for the texts before and after each separator in the title,
 * because one of these texts can be the name of the blog: `雨の日 - 庭`, `庭 | 雨の日`.
 */
function titleKeys({ title }: Keyed): string[] {
  const parts = [title, ...title.split(/\s+[-|–—:：｜»«]\s+|[:：｜|]/)];
  return [...new Set(parts.map((part) => part.normalize("NFKC").replace(/\s+/g, "").toLowerCase()))]
    .filter((part) => part !== "")
    .map((part) => `title ${part}`);
}
