import type { Relation } from "#engine/blog/posts/post.ts";
import type { SiteEntry } from "../entries/site-entry.ts";

/** A relation on an entry's page. `entry` is the other entry of the relation. */
export interface RelatedEntry {
  readonly kind: Relation["kind"];
  /**
   * Seen from the entry of this page. `to`: this entry declared the relation to the other entry.
   * `from`: the other entry declared it.
   */
  readonly direction: "from" | "to";
  /** The label that the author chose; null for the default label. */
  readonly label: string | null;
  readonly entry: SiteEntry;
}

/** Returns a map from each entry's blog path to its relations. A relation belongs to both of its entries. */
export function gatherRelations(
  entries: readonly SiteEntry[],
  find: (pathOrAddress: string) => SiteEntry | undefined,
): ReadonlyMap<string, readonly RelatedEntry[]> {
  const gathered = new Map<string, RelatedEntry[]>();
  const add = (at: SiteEntry, related: RelatedEntry): void => {
    const list = gathered.get(at.post.path) ?? [];
    if (list.some((known) => known.entry === related.entry && known.kind === related.kind)) return;
    list.push(related);
    gathered.set(at.post.path, list);
  };
  for (const entry of entries) {
    if (entry.post.relations.length === 0) continue;
    for (const { kind, to, label = null } of entry.post.relations) {
      const other = find(to.normalize("NFC").replace(/^\/+/, ""));
      if (!other || other === entry) continue;
      add(other, { kind, direction: "from", label, entry });
      add(entry, { kind, direction: "to", label: null, entry: other });
    }
  }
  return gathered;
}

/** The versions of a text in several languages. The version in the original language is the first. */
export type Translations = readonly SiteEntry[];

/**
 * Returns a map from the blog path of each entry to its translations.
 * Two entries are translations of each other if a chain of `translation` relations connects them.
 * Entries that are translations of each other share one list.
 */
export function gatherTranslations(
  entries: readonly SiteEntry[],
  relations: ReadonlyMap<string, readonly RelatedEntry[]>,
): ReadonlyMap<string, Translations> {
  const gathered = new Map<string, Translations>();
  for (const entry of relations.size === 0 ? [] : entries) {
    if (gathered.has(entry.post.path) || !translationsAt(entry, relations).length) continue;
    const group = new Set([entry]);
    // The loop also visits values that are added to the set while the loop runs.
    for (const member of group) for (const { entry } of translationsAt(member, relations)) group.add(entry);
    const isOriginal = (member: SiteEntry): boolean =>
      translationsAt(member, relations).every(({ direction }) => direction === "from");
    const original = [...group].find(isOriginal) ?? entry;
    const sorted = [original, ...[...group].filter((member) => member !== original).sort(byPath)];
    for (const member of group) gathered.set(member.post.path, sorted);
  }
  return gathered;
}

function translationsAt(
  { post }: SiteEntry,
  relations: ReadonlyMap<string, readonly RelatedEntry[]>,
): RelatedEntry[] {
  return (relations.get(post.path) ?? []).filter(({ kind }) => kind === "translation");
}

function byPath(a: SiteEntry, b: SiteEntry): number {
  return a.post.path < b.post.path ? -1 : 1;
}
