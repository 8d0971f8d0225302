import { decodeEntities } from "#engine/base/markup.ts";
import type { EntryNote, EntryState, ImportEntry } from "../importer.ts";
import { isPublic } from "../writing/post-text.ts";
import type { ExportedPictures } from "../pictures/exported-pictures.ts";

/** Summary of an export, made before the import. */
export interface Analysis {
  readonly entries: number;
  /** For each state, the number of entries whose posts have this state. */
  readonly states: Readonly<Partial<Record<EntryState, number>>>;
  readonly kinds: Readonly<Record<string, number>>;
  /** Number of entries per year. "" stands for entries without a date. */
  readonly years: Readonly<Record<string, number>>;
  readonly authors: Readonly<Record<string, number>>;
  readonly categories: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, number>>;
  readonly notes: Readonly<Partial<Record<EntryNote, number>>>;
  /** For each field of the export that has no counterpart in posts, the number of entries with the field. */
  readonly extra: Readonly<Record<string, number>>;
  /** Number of comments. Comments and trackbacks do not become parts of posts. */
  readonly comments: number;
  /** Number of comments and trackbacks whose texts the import keeps in a file. */
  readonly keptComments: number;
  readonly trackbacks: number;
  readonly images: ImageCounts;
  /** Number of entries whose old address is known. */
  readonly oldAddresses: number;
}

interface ImageCounts {
  /** Number of different addresses of images that the export does not contain. */
  readonly addresses: number;
  /** Number of different images that the export contains. */
  readonly included: number;
  /** For each host, the number of different addresses of missing images. The key "" means no host. */
  readonly hosts: Readonly<Record<string, number>>;
}

/** Counts the contents of an export, entry by entry. */
export class AnalysisBuilder {
  readonly #states = new Counter();
  readonly #kinds = new Counter();
  readonly #years = new Counter();
  readonly #authors = new Counter();
  readonly #categories = new Counter();
  readonly #tags = new Counter();
  readonly #notes = new Counter();
  readonly #extra = new Counter();
  readonly #images = new Set<string>();
  /** Names of the images that the export contains. */
  readonly #included = new Set<string>();
  readonly #pictures: ExportedPictures;
  readonly #now: number;
  #entries = 0;
  #comments = 0;
  #keptComments = 0;
  #trackbacks = 0;
  #oldAddresses = 0;

  /** `pictures` are the pictures that the export contains. `now` is in milliseconds since the epoch. */
  constructor(pictures: ExportedPictures, now: number) {
    this.#pictures = pictures;
    this.#now = now;
  }

  add(entry: ImportEntry): void {
    this.#entries += 1;
    this.#comments += entry.comments;
    this.#keptComments += entry.commentTexts?.length ?? 0;
    this.#trackbacks += entry.trackbacks;
    if (entry.oldPath !== null) this.#oldAddresses += 1;
    // A public entry becomes a draft if its date is missing or in the future.
    const isDraft = entry.state === "published" && !isPublic(entry, this.#now);
    this.#states.add(isDraft ? "draft" : entry.state);
    this.#kinds.add(entry.kind);
    this.#years.add(yearOf(entry));
    if (entry.author !== null) this.#authors.add(entry.author);
    if (entry.category !== null) this.#categories.add(entry.category);
    for (const tag of entry.tags) this.#tags.add(tag);
    for (const note of entry.notes) this.#notes.add(note);
    for (const key of Object.keys(entry.extra)) this.#extra.add(key);
    for (const address of imagesOf(entry)) {
      const included = this.#pictures.find(address, entry.base);
      if (included) this.#included.add(included.name);
      else this.#images.add(address);
    }
  }

  /** Counts comments on posts that the export does not contain. */
  addComments(count: number): void {
    this.#comments += count;
    this.#keptComments += count;
  }

  result(): Analysis {
    const hosts = new Counter();
    for (const address of this.#images) hosts.add(hostOf(address));
    return {
      entries: this.#entries,
      states: this.#states.counts(),
      kinds: this.#kinds.counts(),
      years: this.#years.counts(),
      authors: this.#authors.counts(),
      categories: this.#categories.counts(),
      tags: this.#tags.counts(),
      notes: this.#notes.counts(),
      extra: this.#extra.counts(),
      comments: this.#comments,
      keptComments: this.#keptComments,
      trackbacks: this.#trackbacks,
      images: { addresses: this.#images.size, included: this.#included.size, hosts: hosts.counts() },
      oldAddresses: this.#oldAddresses,
    };
  }
}

/** Returns the addresses of an entry's images, each once. */
export function imagesOf({ body, cover }: ImportEntry): string[] {
  const patterns = [
    /<img\b[^<>]*?\ssrc\s*=\s*["']?([^"'\s<>]+)/gi,
    ...(body.format === "markdown" ? [/!\[[^\]\n]*\]\(<?([^)\s<>]+)/g] : []),
  ];
  const found = patterns
    .flatMap((pattern) => Array.from(body.text.matchAll(pattern), ([, address = ""]) => address))
    .map(decodeEntities)
    .filter((address) => !/^data:/i.test(address));
  return [...new Set(cover === null ? found : [...found, cover])];
}

function yearOf({ date }: ImportEntry): string {
  return date === null ? "" : String(new Date(date.time + date.offsetMinutes * 60_000).getUTCFullYear());
}

function hostOf(address: string): string {
  return /^(?:https?:)?\/\/([^/?#]+)/i.exec(address)?.[1]?.toLowerCase() ?? "";
}

class Counter {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Returns the counts, sorted by name. */
  counts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}
