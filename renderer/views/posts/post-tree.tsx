import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useStore } from "zustand";
import type { ListArrangement } from "#contract/main-contract.ts";
import { openInEditor } from "../../commands/post-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useListArrangement } from "../../state/list/list-arrangement.ts";
import { useRowsInSight } from "../../ui/use-rows-in-sight.ts";
import { postTitle, useTimeText } from "../shared/texts.ts";
import { useSectionDrop } from "../shared/use-section-drop.ts";
import { GroupRow, useHeadings } from "./group-row.tsx";
import { firstRows, groupPosts, isGroup } from "./post-groups.ts";
import { isMenuKey, PostMenu, type PostMenuPlace } from "./post-menu.tsx";
import { PostRow } from "./post-row.tsx";
import { type TreeRow, treeRows } from "./tree-rows.ts";
import type { TreeStep } from "./tree-step.ts";
import type { MatchingPosts } from "./use-matching-posts.ts";
import { useOpenGroups } from "./use-open-groups.ts";
import { useTreeFocus } from "./use-tree-focus.ts";
import { useTreeKeys } from "./use-tree-keys.ts";
import { useTreeSelection } from "./use-tree-selection.ts";

/** Maximum number of search results. The author can type more words to get fewer results. */
export const maxFound = 100;

export interface PostTreeProps {
  readonly matching: MatchingPosts;
  /** The paths of posts whose rows would look the same without the names of their files. */
  readonly alike: ReadonlySet<string>;
}

/**
 * The list of posts in groups. Renders only visible rows as plain elements, so that filtering is fast.
 * While no post matches the filter, the list is only hidden, so that it keeps which groups are open.
 */
export const PostTree = memo(function PostTree({ matching, alike }: PostTreeProps) {
  const app = useApp();
  const t = useTranslate();
  const headingOf = useHeadings();
  const shown = useStore(app.documents.store, (state) => state.facts?.path ?? null);
  // Selects the row of a post at once, even while the post is still opening.
  // While the selected post is opening, typed text still goes into the previous post.
  const current = useStore(app.documents.store, (state) => state.opening) ?? shown;
  // Reads the unsaved posts once and not in each row, because there may be ten thousand rows.
  const unsaved = useStore(app.documents.store, (state) => state.unsaved);
  const arrangement = useListArrangement();
  const timeText = useTimeText();
  const { query, facets, isFiltered, times } = matching;
  const filter = isFiltered ? JSON.stringify([query, facets]) : null;
  const { rows, keys, toggle } = useRows(matching, arrangement, current, filter);
  const tree = useRef<HTMLDivElement>(null);
  const focus = useTreeFocus(tree, rows, current);
  const least = useCallback((index: number) => (rows[index]?.group ? 34 : 48), [rows]);
  const { stretches, rest, page, reveal } = useRowsInSight({
    scroller: tree,
    keys,
    least,
    kept: focus.at,
    subject: `${filter} ${arrangement.order} ${arrangement.grouping}`,
  });
  const hasRows = rows.length > 0;
  useEffect(
    () => (hasRows ? app.panes.register("list", () => focusTree(tree.current)) : undefined),
    [app, hasRows],
  );

  const act = (key: string): void => {
    if (isGroup(key)) toggle(key);
    else if (key !== current) void openInEditor(app, key);
  };
  const onStep = (step: TreeStep): void => {
    if (step.kind === "go") {
      reveal(step.to);
      focus.go(step.to);
    } else if (step.kind === "toggle") toggle(step.key);
    else act(step.key);
  };
  const words = (row: TreeRow): string => (row.group ? headingOf(row.group) : postTitle(t, row.post));
  const onTreeKey = useTreeKeys({ rows, at: focus.at, page, words, onStep });
  const selection = useTreeSelection({
    rows,
    posts: matching.posts,
    current,
    at: focus.at,
    page,
    go: (to) => onStep({ kind: "go", to }),
  });
  const [menu, setMenu] = useState<PostMenuPlace | null>(null);
  const openMenu = (key: string, { x, y }: { readonly x: number; readonly y: number }): void => {
    const [first] = selection.selected;
    if (isGroup(key) && first !== undefined) setMenu({ path: first, paths: [...selection.selected], x, y });
    if (isGroup(key)) return;
    if (!selection.selected.has(key)) app.selection.clear(key);
    const paths = selection.selected.has(key) ? [...selection.selected] : [key];
    setMenu({ path: key, paths, x, y });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = event.target instanceof Element ? event.target : null;
    const key = row?.getAttribute("data-key") ?? null;
    if (row && key !== null && isMenuKey(event)) {
      event.preventDefault();
      const { left, bottom } = row.getBoundingClientRect();
      openMenu(key, { x: left + 24, y: bottom - 8 });
    } else if (key !== null && selection.onKeyDown(event, key)) event.preventDefault();
    else onTreeKey(event);
  };
  const onClick = (event: MouseEvent): void => {
    const { target } = event;
    if (!(target instanceof Element) || target.closest("button")) return;
    const key = target.closest("[data-key]")?.getAttribute("data-key") ?? null;
    if (key !== null && !selection.onClick(event, key)) act(key);
  };
  const onContextMenu = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key]") : null;
    event.preventDefault();
    // Ignores the menu key, because the key handler has already opened the menu.
    if (!row?.dataset.key || event.button !== 2) return;
    row.focus({ preventScroll: true });
    openMenu(row.dataset.key, { x: event.clientX, y: event.clientY });
  };

  const drop = useSectionDrop({
    pathsOf: (key) => {
      const paths = selection.selected.has(key) ? [...selection.selected] : [key];
      return paths.filter((path) => app.blog.post(path)?.kind === "post");
    },
    sectionOf: (key) => {
      const row = rows.find((each) => each.key === key);
      if (row?.group) return row.group.heading.kind === "section" ? row.group.heading.section : null;
      return arrangement.grouping === "section" && row?.post.kind === "post" ? row.post.section : null;
    },
  });
  const isDropTarget = ({ group }: TreeRow): boolean =>
    group?.heading.kind === "section" && group.heading.section === drop.target;

  const drawn = (row: TreeRow, index: number): ReactNode => {
    const state = { place: row, line: index + 1, isTabStop: index === focus.at };
    return row.group ? (
      <GroupRow
        key={row.key}
        {...state}
        group={row.group}
        isOpen={row.isOpen}
        isDropTarget={isDropTarget(row)}
      />
    ) : (
      <PostRow
        key={row.key}
        {...state}
        post={row.post}
        isCurrent={row.key === shown}
        isSelected={selection.selected.size > 0 ? selection.selected.has(row.key) : row.key === current}
        isUnsaved={unsaved.includes(row.key)}
        fileName={alike.has(row.key) ? row.key.slice(row.key.lastIndexOf("/") + 1) : undefined}
        changed={times?.[row.key] === undefined ? undefined : timeText(times[row.key] ?? 0)}
      />
    );
  };
  return (
    <>
      <div
        ref={tree}
        role="treegrid"
        hidden={!hasRows}
        className="post-tree"
        aria-label={t("list.label")}
        aria-rowcount={rows.length}
        aria-colcount={1}
        aria-multiselectable
        onClick={onClick}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        {...drop.handlers}
        {...focus.handlers}
      >
        {stretches.flatMap(({ from, to, gap }) => [
          <Gap key={`gap before ${rows[from]?.key}`} height={gap} />,
          ...rows.slice(from, to).map((row, offset) => drawn(row, from + offset)),
        ])}
        <Gap key="rest" height={rest} />
      </div>
      <PostMenu
        place={menu}
        onClose={() => {
          setMenu(null);
          focusTree(tree.current);
        }}
      />
    </>
  );
});

/** Empty space in place of rows that are not rendered. */
function Gap({ height }: { readonly height: number }) {
  return <div role="presentation" style={{ blockSize: height }} />;
}

interface Rows {
  readonly rows: readonly TreeRow[];
  readonly keys: readonly string[];
  toggle(group: string): void;
}

function useRows(
  { posts, query }: MatchingPosts,
  arrangement: ListArrangement,
  current: string | null,
  filter: string | null,
): Rows {
  const timeZone = useStore(useApp().blog.store, (state) => state.summary?.timeZone ?? "UTC");
  const all = useStore(useApp().blog.store, (state) => state.summary?.sections);
  const grouped = useMemo(() => {
    // Also lists sections without posts, because posts can be dragged to these sections.
    const sections = filter === null ? (all ?? []).map(({ name }) => name) : [];
    return groupPosts(posts, { ...arrangement, timeZone, sections });
  }, [posts, arrangement, timeZone, all, filter]);
  const { open, toggle } = useOpenGroups(grouped.groups, current, filter);
  const rows = useMemo(
    () => treeRows(query === "" ? grouped : firstRows(grouped, maxFound), open),
    [grouped, query, open],
  );
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  return { rows, keys, toggle };
}

function focusTree(tree: HTMLElement | null): void {
  tree?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus();
}
