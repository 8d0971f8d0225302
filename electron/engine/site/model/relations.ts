import type { Relation } from "#engine/blog/posts/post.ts";
import type { SiteEntry } from "./site-entry.ts";

/** A relation on an entry's page. `entry` is the entry at the other end. */
export interface RelatedEntry {
  readonly kind: Relation["kind"];
  /** Who declared the relation: the other entry (`from`), or the page's own entry (`to`). */
  readonly direction: "from" | "to";
  /** The label that the author chose; null for the default label. */
  readonly label: string | null;
  readonly entry: SiteEntry;
}

/** Returns the relations of each entry, by blog path. A relation belongs to both of its entries. */
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
