import type { Relation } from "#engine/blog/posts/post.ts";
import type { SiteEntry } from "./site-entry.ts";

/** One end of a relation, as the page of the other end shows it. */
export interface RelatedEntry {
  readonly kind: Relation["kind"];
  /** `from`: the shown entry declared the relation to this one (it replies to it); `to`: the other way round. */
  readonly direction: "from" | "to";
  /** What the author calls it, when not by the usual word. */
  readonly label: string | null;
  readonly entry: SiteEntry;
}

/**
 * Relations by blog path, on both sides: a post that says it is a reply to another is listed at the other as its reply.
 * A relation to something that is not on the site is left out. `find` knows entries by blog path and by address.
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
