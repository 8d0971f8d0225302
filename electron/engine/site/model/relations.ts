import type { Relation } from "#engine/blog/posts/post.ts";
import type { SiteEntry } from "./site-entry.ts";

/** A relation of an entry, as the entry's page shows it. `entry` is the entry at the other end. */
export interface RelatedEntry {
  readonly kind: Relation["kind"];
  /**
   * The entry that declared the relation. `from`: the one at the other end, for example because it is a
   * reply. `to`: the one whose page shows the relation.
   */
  readonly direction: "from" | "to";
  /** The label that the author chose. Null: the default label is shown. */
  readonly label: string | null;
  readonly entry: SiteEntry;
}

/**
 * Returns the relations of each entry, by blog path. A relation belongs to the entries at both ends: if A
 * replies to B, B's page lists A as well. Omits relations to anything that is not on the site. `find` returns
 * an entry by blog path or address.
 */
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
    for (const { kind, to, label = null } of entry.post.relations) {
      const other = find(to.normalize("NFC").replace(/^\/+/, ""));
      if (!other || other === entry) continue;
      add(other, { kind, direction: "from", label, entry });
      add(entry, { kind, direction: "to", label: null, entry: other });
    }
  }
  return gathered;
}
