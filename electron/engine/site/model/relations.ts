import type { Relation } from "#engine/blog/posts/post.ts";
import type { SiteEntry } from "./site-entry.ts";

/** One end of a relation, as the page of the other end shows it. */
export interface RelatedEntry {
  readonly kind: Relation["kind"];
  /** `from`: the shown entry declared the relation to this one (it replies to it); `to`: the reverse. */
  readonly direction: "from" | "to";
  /** The author's label, if it differs from the default. */
  readonly label: string | null;
  readonly entry: SiteEntry;
}

/**
 * Returns relations by blog path, on both sides: a reply to a post is listed at that post as a reply. A
 * relation to something that is not on the site is omitted. `find` accepts blog paths and addresses.
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
