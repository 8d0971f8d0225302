import { type FocusEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { TreeRow } from "./tree-rows.ts";

export interface TreeFocus {
  /**
   * Index of the row with the focus. Without a focus, index of the row that Tab would focus.
   * The index is -1 if there are no rows.
   */
  readonly at: number;
  /** Moves the focus to a row, and first renders the row if necessary. */
  go(index: number): void;
  readonly handlers: {
    onFocus(event: FocusEvent): void;
    onBlur(event: FocusEvent): void;
  };
}

/**
 * Chooses the row for Tab: the row that had the focus last, the selected row, or the first row.
 * If the selection changes while the focus is outside the tree, forgets the row that had the focus last.
 */
export function useTreeFocus(
  tree: RefObject<HTMLElement | null>,
  rows: readonly TreeRow[],
  selected: string | null,
): TreeFocus {
  const [last, setLast] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const held = useRef<{ readonly at: number } | null>(null);
  /** The post that was selected when a row last got the focus. */
  const selectedThen = useRef(selected);
  const place = (key: string | null): number =>
    key === null ? -1 : rows.findIndex((row) => row.key === key);
  const [lastAt, selectedAt] = [place(last), place(selected)];
  const at = lastAt >= 0 ? lastAt : selectedAt >= 0 ? selectedAt : rows.length > 0 ? 0 : -1;

  const go = (index: number): void => {
    const key = rows[index]?.key;
    if (key === undefined) return;
    wanted.current = key;
    setLast(key);
    if (key === last) take();
  };
  const take = (): void => {
    const row = wanted.current === null ? null : rowOf(tree.current, wanted.current);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  useLayoutEffect(() => {
    take();
    if (held.current && document.activeElement === document.body)
      go(Math.min(held.current.at, rows.length - 1));
    else if (held.current && lastAt >= 0) held.current = { at: lastAt };
  });

  // If a post is opened outside of the tree, Tab goes to its row, so that Delete concerns this post.
  const selectedBefore = useRef<string | null>(null);
  const sought = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (selectedBefore.current === selected) return;
    selectedBefore.current = selected;
    const isElsewhere = !tree.current?.contains(document.activeElement);
    sought.current = isElsewhere ? selected : null;
    if (isElsewhere) setLast(null);
  }, [tree, selected]);
  // The list then scrolls to this row as soon as the row exists and the list is visible.
  useEffect(() => {
    const row = sought.current === null ? null : rowOf(tree.current, sought.current);
    if (!row?.checkVisibility()) return;
    sought.current = null;
    const [list, { top, bottom }] = [tree.current?.getBoundingClientRect(), row.getBoundingClientRect()];
    // A row out of sight goes to the middle, where a notice that appears below the list does not hide it.
    if (list && (top < list.top || bottom > list.bottom)) row.scrollIntoView({ block: "center" });
  });

  const onFocus = ({ target }: FocusEvent): void => {
    const key = target.closest<HTMLElement>("[data-key]")?.dataset.key ?? null;
    held.current = { at: place(key) };
    selectedThen.current = selected;
    setLast(key);
  };
  const onBlur = ({ relatedTarget }: FocusEvent): void => {
    if (tree.current?.contains(relatedTarget)) return;
    held.current = null;
    if (selectedThen.current !== selected) setLast(null);
  };
  return { at, go, handlers: { onFocus, onBlur } };
}

function rowOf(tree: HTMLElement | null, key: string): HTMLElement | null {
  return tree?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;
}
