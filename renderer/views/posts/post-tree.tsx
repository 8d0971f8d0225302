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
import type { PostSummary } from "#contract/types/blog-types.ts";
import { trashPost } from "../../commands/post-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useRowsInSight } from "../../ui/use-rows-in-sight.ts";
import { postTitle } from "../shared/texts.ts";
import { GroupRow, useHeadings } from "./group-row.tsx";
import { firstRows, groupPosts, groupsOf, openAtFirst, type PostGroup } from "./post-groups.ts";
import { PostRow } from "./post-row.tsx";
import { type TreeRow, treeRows } from "./tree-rows.ts";
import type { TreeStep } from "./tree-step.ts";
import { useTreeFocus } from "./use-tree-focus.ts";
import { useTreeKeys } from "./use-tree-keys.ts";

export interface PostTreeProps {
  readonly posts: readonly PostSummary[];
  /** The filter that the posts match; with a filter, all groups are open. */
  readonly query: string;
}

/** Maximum number of posts shown for a filter; the author can type more words. */
export const maxFound = 100;

/** The list of posts in groups; only visible rows are rendered, as plain elements, to be fast. */
export const PostTree = memo(function PostTree({ posts, query }: PostTreeProps) {
  const app = useApp();
  const t = useTranslate();
  const headingOf = useHeadings();
  const current = useStore(app.documents.store, (state) => state.opening ?? state.facts?.path ?? null);
  // The unsaved posts are read here and not in each row, because there may be ten thousand rows.
  const unsaved = useStore(app.documents.store, (state) => state.unsaved);
  const { rows, keys, toggle } = useRows(posts, query !== "", current);
  const tree = useRef<HTMLDivElement>(null);
  const focus = useTreeFocus(tree, rows, current);
  const least = useCallback((index: number) => (rows[index]?.group ? 34 : 48), [rows]);
  const { stretches, rest, page, reveal } = useRowsInSight({
    scroller: tree,
    keys,
    least,
    kept: focus.at,
    subject: query,
  });
  useEffect(() => app.panes.register("list", () => focusTree(tree.current)), [app]);

  const act = (key: string): void => {
    if (isGroup(key)) toggle(key);
    else if (key !== current) void showPost(key);
  };
  const showPost = async (path: string): Promise<void> => {
    await app.documents.open(path);
    app.workspace.showPane("editor");
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
  const onKeyDown = (event: KeyboardEvent): void => {
    const path = event.target instanceof Element ? event.target.getAttribute("data-key") : null;
    if (event.key === "Delete" && path !== null && !isGroup(path))
      void attempt(app, () => trashPost(app, path));
    else onTreeKey(event);
  };
  const onClick = ({ target }: MouseEvent): void => {
    if (!(target instanceof Element) || target.closest("button")) return;
    const key = target.closest("[data-key]")?.getAttribute("data-key") ?? null;
    if (key !== null) act(key);
  };

  const drawn = (row: TreeRow, index: number): ReactNode => {
    const state = { place: row, line: index + 1, isTabStop: index === focus.at };
    return row.group ? (
      <GroupRow key={row.key} {...state} group={row.group} isOpen={row.isOpen} />
    ) : (
      <PostRow
        key={row.key}
        {...state}
        post={row.post}
        isSelected={row.key === current}
        isUnsaved={unsaved.includes(row.key)}
      />
    );
  };
  return (
    <div
      ref={tree}
      role="treegrid"
      className="post-tree"
      aria-label={t("list.label")}
      aria-rowcount={rows.length}
      aria-colcount={1}
      onClick={onClick}
      onKeyDown={onKeyDown}
      {...focus.handlers}
    >
      {stretches.flatMap(({ from, to, gap }) => [
        <Gap key={`gap before ${rows[from]?.key}`} height={gap} />,
        ...rows.slice(from, to).map((row, offset) => drawn(row, from + offset)),
      ])}
      <Gap key="rest" height={rest} />
    </div>
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

function useRows(posts: readonly PostSummary[], isFiltered: boolean, current: string | null): Rows {
  const timeZone = useStore(useApp().blog.store, (state) => state.summary?.timeZone ?? "UTC");
  const groups = useMemo(() => groupPosts(posts, timeZone), [posts, timeZone]);
  const { expanded, toggle } = useExpandedGroups(groups, current, isFiltered);
  const rows = useMemo(
    () => treeRows(isFiltered ? firstRows(groups, maxFound) : groups, expanded),
    [groups, isFiltered, expanded],
  );
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  return { rows, keys, toggle };
}

function isGroup(key: string): boolean {
  return key.startsWith("group:") || key.startsWith("month:");
}

function focusTree(tree: HTMLElement | null): void {
  tree?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus();
}

/** The open groups of the list, and a function to open or close a group. */
interface ExpandedGroups {
  readonly expanded: ReadonlySet<string>;
  toggle(id: string): void;
}

/**
 * Returns the open groups: those that the author opened, or at first those of `openAtFirst`.
 * The groups of the current post are opened; with a filter, all groups are open.
 */
function useExpandedGroups(
  groups: readonly PostGroup[],
  current: string | null,
  isFiltered: boolean,
): ExpandedGroups {
  const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({});
  const [shown, setShown] = useState("");
  const around = useMemo(() => (current === null ? [] : groupsOf(groups, current)), [groups, current]);
  const place = [current, ...around].join("\n");
  if (around.length > 0 && place !== shown) {
    setShown(place);
    setChoices({ ...choices, ...Object.fromEntries(around.map((id) => [id, true])) });
  }
  const expanded = useMemo(() => {
    const first = new Set(openAtFirst(groups));
    const all = groups.flatMap(({ id, groups: inner }) => [id, ...inner.map((month) => month.id)]);
    return new Set(all.filter((id) => isFiltered || (choices[id] ?? first.has(id))));
  }, [groups, choices, isFiltered]);
  return {
    expanded,
    toggle: (id) => setChoices({ ...choices, [id]: !expanded.has(id) }),
  };
}
