import type { PostSummary } from "#contract/types/blog-types.ts";
import type { Grouped, PostGroup } from "./post-groups.ts";

/** A row of the list: the heading of a group, or a post. */
export type TreeRow = TreePosition &
  (
    | { readonly group: PostGroup; readonly isOpen: boolean; readonly post?: never }
    | { readonly post: PostSummary; readonly group?: never }
  );

/** The position of a row in the tree. */
export interface TreePosition {
  /** The id of the group, or the path of the post. */
  readonly key: string;
  /** The id of the group that contains the row, or null at the outermost level. */
  readonly parent: string | null;
  /** Depth of the row in the tree. The outermost level is 1. */
  readonly level: number;
  /** Position of the row among the rows with the same `parent`, from 1. */
  readonly place: number;
  readonly siblings: number;
}

/** Returns all rows of the open groups, from top to bottom. */
export function treeRows(all: Grouped, open: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = ({ groups, posts }: Grouped, parent: string | null, level: number): void => {
    const at = (key: string, index: number): TreePosition => ({
      key,
      parent,
      level,
      place: index + 1,
      siblings: groups.length + posts.length,
    });
    for (const [index, group] of groups.entries()) {
      const isOpen = open.has(group.id);
      rows.push({ ...at(group.id, index), group, isOpen });
      if (isOpen) add(group, group.id, level + 1);
    }
    for (const [index, post] of posts.entries()) {
      rows.push({ ...at(post.path, groups.length + index), post });
    }
  };
  add(all, null, 1);
  return rows;
}

/** Whether two rows have the same position in the tree. */
export function isSamePosition(a: TreePosition, b: TreePosition): boolean {
  const isSameParent = a.key === b.key && a.parent === b.parent && a.level === b.level;
  return isSameParent && a.place === b.place && a.siblings === b.siblings;
}

/** Returns the paths of posts whose rows show the same words, date and state. */
export function alikePosts(posts: readonly PostSummary[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  const alike = new Set<string>();
  for (const { path, title, excerpt, dateText, state } of posts) {
    const look = `${title.trim() || excerpt.trim()}\n${dateText}\n${state}`;
    const other = first.get(look);
    if (other === undefined) first.set(look, path);
    else alike.add(other).add(path);
  }
  return alike;
}
