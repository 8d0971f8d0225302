import type { Moment } from "#engine/blog/posts/post.ts";
import type { ImportEntry } from "../importer.ts";
import type { ImportAction } from "../report/import-report.ts";
import type { RecordedPost } from "./import-record.ts";
import type { PostNames } from "./free-names.ts";

/**
 * The parts of an entry that the plan needs. Few, because an export can have many thousands of entries.
 */
export interface PlannedEntry {
  readonly key: string;
  readonly kind: ImportEntry["kind"];
  readonly title: string;
  readonly date: Moment | null;
  readonly slug: string | null;
  readonly hash: string;
  /** The hash of the entry's words (`wordsHash`) if the entry has no title; otherwise "". */
  readonly words: string;
  /**
   * The words of an entry that is known only by its day (`isOnlyDated`); null for any other entry.
   * Also null for an entry that is unchanged since an earlier import.
   */
  readonly text: string | null;
  /** Whether the author chose to leave the entry out. */
  readonly isLeft: boolean;
}

export interface PlanStep {
  readonly action: ImportAction;
  readonly path: string;
}

/** A post of an earlier import. */
export interface KnownPost extends RecordedPost {
  /**
   * The hashes that the entry had in all earlier imports.
   * Only an entry whose hash is not in this list replaces the post.
   */
  readonly sources: readonly string[];
}

/** The content of the blog before the import. */
export interface PlanContext {
  readonly known: readonly KnownPost[];
  /** Returns the current path of a post, and whether the author has edited or deleted the post. */
  stateOf(post: KnownPost): { readonly state: "untouched" | "edited" | "missing"; readonly path: string };
  /**
   * Returns the path of a post that was not imported, but has the same date and title as the entry.
   * A post without a title must also have the same words as the entry.
   */
  similar(entry: PlannedEntry): string | undefined;
  /** Whether the text of an entry is a later version of a post, or the other way round. */
  isVersionOf(entry: PlannedEntry, post: KnownPost): boolean;
  readonly names: PostNames;
}

/** Decides the action for each entry, in the order of the entries. */
export function planImport(entries: readonly PlannedEntry[], context: PlanContext): PlanStep[] {
  const steps = new Map<number, PlanStep>();
  const known = grouped(context.known, ({ key }) => key);
  const wanted = [...entries.keys()].filter((index) => entries[index]?.isLeft === false);
  const groups = grouped(wanted, (index) => entries[index]?.key ?? "");
  for (const [key, indexes] of groups) {
    const pairs = pair(indexes, entries, [...(known.get(key) ?? [])], context);
    for (const [index, post] of pairs) steps.set(index, stepFor(entries[index], post, context));
  }
  const firsts = new Map<string, number>();
  return entries.map((entry, index): PlanStep => {
    if (entry.isLeft) return { action: "left", path: "" };
    const identity = JSON.stringify([entry.key, entry.hash]);
    const first = firsts.get(identity);
    const earlier = first === undefined ? undefined : steps.get(first);
    if (earlier) return { action: "repeated", path: earlier.path };
    firsts.set(identity, index);
    const step = steps.get(index) ?? newStep(entry, context);
    steps.set(index, step);
    return step;
  });
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/**
 * Pairs entries with recorded posts that have the same key.
 * First pairs entries and posts with equal content, and then those with equal titles.
 * An entry that is known only by its day forms a pair only if the words are also similar.
 * Finally, if only one entry and one post have no partner, they also form a pair.
 */
function pair(
  indexes: readonly number[],
  entries: readonly PlannedEntry[],
  open: KnownPost[],
  context: PlanContext,
): Map<number, KnownPost> {
  const pairs = new Map<number, KnownPost>();
  const take = (fits: (entry: PlannedEntry, post: KnownPost) => boolean): void => {
    for (const index of indexes) {
      const entry = entries[index];
      if (!entry || pairs.has(index)) continue;
      const at = open.findIndex((post) => fits(entry, post));
      const [post] = at < 0 ? [] : open.splice(at, 1);
      if (post) pairs.set(index, post);
    }
  };
  take((entry, post) => post.sources.includes(entry.hash));
  const pairedHashes = new Set(Array.from(pairs.keys(), (index) => entries[index]?.hash));
  take(
    (entry, post) =>
      !pairedHashes.has(entry.hash) &&
      entry.title === post.title &&
      (!isOnlyDated(entry) || context.isVersionOf(entry, post)),
  );
  const left = indexes.filter((index) => !pairs.has(index) && !pairedHashes.has(entries[index]?.hash));
  if (left.length === 1 && open.length === 1)
    take((entry) => !pairedHashes.has(entry.hash) && !isOnlyDated(entry));
  return pairs;
}

/**
 * Whether an entry is known only by its day, as in old diaries with several entries at midnight of one day.
 * A second entry of the day with another title or other words must not replace the first entry.
 */
export function isOnlyDated({ key, date }: Pick<PlannedEntry, "key" | "date">): boolean {
  if (!key.startsWith("date:") || date === null) return false;
  return (date.time + date.offsetMinutes * 60_000) % (24 * 60 * 60_000) === 0;
}

function stepFor(entry: PlannedEntry | undefined, post: KnownPost, context: PlanContext): PlanStep {
  const { state, path } = context.stateOf(post);
  if (state === "missing") return { action: "removed", path };
  if (entry === undefined || post.sources.includes(entry.hash)) return { action: "unchanged", path };
  return { action: state === "untouched" ? "update" : "edited", path };
}

function newStep(entry: PlannedEntry, { similar, names }: PlanContext): PlanStep {
  const path = similar(entry);
  if (path !== undefined) return { action: "exists", path };
  return {
    action: "add",
    path:
      entry.kind === "page"
        ? names.nextPage(entry.slug, entry.title)
        : names.next(entry.date, entry.slug, entry.title),
  };
}
