import { type KeyboardEvent, type MouseEvent, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { trashPosts } from "../../commands/posts/bulk-commands.ts";
import { trashPost } from "../../commands/post-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { isGroup } from "./post-groups.ts";
import type { TreeRow } from "./tree-rows.ts";
import { treeStep } from "./tree-step.ts";

export interface SelectionParts {
  readonly rows: readonly TreeRow[];
  /** All posts that match the filter, including posts in closed groups. */
  readonly posts: readonly PostSummary[];
  /** The post on screen. */
  readonly current: string | null;
  /** Index of the row that has the focus. */
  readonly at: number;
  readonly page: (index: number, direction: 1 | -1) => number;
  readonly go: (index: number) => void;
}

export interface TreeSelection {
  readonly selected: ReadonlySet<string>;
  /** Handles a click on a post with Ctrl or Shift. Returns false for any other click. */
  onClick(event: MouseEvent, key: string): boolean;
  /** Handles the keys that select posts, and Delete. Returns false for all other keys. */
  onKeyDown(event: KeyboardEvent, key: string): boolean;
}

/** Selects posts in the tree, as WAI-ARIA describes for trees with several selected rows. */
export function useTreeSelection(parts: SelectionParts): TreeSelection {
  const { rows, posts, current, at, page, go } = parts;
  const app = useApp();
  const { selection } = app;
  const selected = useStore(selection.store, ({ paths }) => paths);
  const all = useStore(app.blog.store, (state) => state.posts);
  // Removes deleted and renamed posts from the selection. Otherwise, they would be selected invisibly.
  const isUsed = selected.size > 0;
  const known = useMemo(() => new Set(isUsed ? all.map(({ path }) => path) : []), [all, isUsed]);
  useEffect(() => {
    if ([...selected].some((path) => !known.has(path)))
      selection.select([...selected].filter((path) => known.has(path)));
  }, [selected, known, selection]);

  const rangeTo = (index: number): void => {
    const { anchor } = selection.store.getState();
    const found = rows.findIndex(({ key }) => key === (anchor ?? current));
    const from = found < 0 ? at : found;
    const range = rows.slice(Math.min(from, index), Math.max(from, index) + 1);
    const start = rows[from]?.key;
    selection.select(
      range.flatMap(({ post }) => post?.path ?? []),
      start !== undefined && !isGroup(start) ? start : undefined,
    );
  };
  const toggle = (key: string): void => {
    const isShown = posts.some(({ path }) => path === current);
    selection.toggle(key, isShown ? current : null);
  };
  const onClick = (event: MouseEvent, key: string): boolean => {
    if (isGroup(key)) return false;
    if (event.shiftKey) rangeTo(rows.findIndex((row) => row.key === key));
    else if (event.ctrlKey || event.metaKey) toggle(key);
    else {
      selection.clear(key);
      return false;
    }
    return true;
  };
  const trash = (key: string): void => {
    const chosen = selected.has(key) ? [...selected] : [key];
    void attempt(app, () => (chosen.length > 1 ? trashPosts(app, chosen) : trashPost(app, key)));
  };
  const withCommand = (event: KeyboardEvent, key: string): boolean => {
    if (event.key === "a" || event.code === "KeyA") selection.select(posts.map(({ path }) => path));
    else if (event.key === " " && !isGroup(key)) toggle(key);
    else return false;
    return true;
  };
  const withShift = (event: KeyboardEvent): boolean => {
    if (!/^(?:ArrowUp|ArrowDown|PageUp|PageDown|Home|End)$/.test(event.key)) return false;
    const step = treeStep(event.key, rows, at, page);
    if (step?.kind !== "go") return false;
    // Headings of groups cannot be selected, so the focus moves on to the next post.
    const direction = step.to > at ? 1 : -1;
    let to = step.to;
    while (rows[to]?.group && rows[to + direction]) to += direction;
    rangeTo(to);
    go(to);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent, key: string): boolean => {
    if (event.nativeEvent.isComposing || event.altKey) return false;
    if (event.ctrlKey || event.metaKey) return !event.shiftKey && withCommand(event, key);
    if (event.shiftKey) return withShift(event);
    if (event.key === "Delete" && !isGroup(key)) trash(key);
    else if (event.key === "Escape" && selected.size > 0) selection.clear();
    else if (event.key === " " && selected.size > 0 && !isGroup(key)) toggle(key);
    else return false;
    return true;
  };
  return { selected, onClick, onKeyDown };
}
