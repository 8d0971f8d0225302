import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { type Key, ListLayout, type Selection, Tree, Virtualizer } from "react-aria-components";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/blog-types.ts";
import { trashPost } from "../../commands/post-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { GroupRow } from "./group-row.tsx";
import { groupPosts } from "./post-groups.ts";
import { useExpandedGroups } from "./use-expanded-groups.ts";

export interface PostTreeProps {
  readonly posts: readonly PostSummary[];
  /** Whether a filter is on: every group with a match is then open. */
  readonly isFiltered: boolean;
}

/** The list of posts: groups that open and close, only the rows in sight in the page. */
export function PostTree({ posts, isFiltered }: PostTreeProps) {
  const app = useApp();
  const t = useTranslate();
  const timeZone = useStore(app.blog.store, (state) => state.summary?.timeZone ?? "UTC");
  const current = useStore(app.documents.store, (state) => state.opening ?? state.current?.path ?? null);
  const groups = useMemo(() => groupPosts(posts, timeZone), [posts, timeZone]);
  const { expanded, toggle } = useExpandedGroups(groups, current, isFiltered);
  const tree = useRef<HTMLDivElement>(null);
  useEffect(() => app.panes.register("list", () => focusTree(tree.current)), [app]);

  const onSelect = (selection: Selection): void => {
    if (selection === "all") return;
    const [key] = selection;
    if (typeof key !== "string" || key === current) return;
    if (isGroup(key)) toggle(key);
    else void showPost(key);
  };
  const showPost = async (path: string): Promise<void> => {
    await app.documents.open(path);
    app.workspace.showPane("editor");
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const path = event.target instanceof Element ? event.target.getAttribute("data-key") : null;
    if (event.key === "Delete" && path !== null && !isGroup(path))
      void attempt(app, () => trashPost(app, path));
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the Delete key of the tree inside
    <div className="post-tree-frame" onKeyDown={onKeyDown}>
      <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowSize: 48, padding: 4 }}>
        <Tree
          ref={tree}
          className="post-tree"
          aria-label={t("list.label")}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={current === null ? [] : [current]}
          onSelectionChange={onSelect}
          expandedKeys={expanded}
          onExpandedChange={(keys) => {
            const changed = changedKey(expanded, keys);
            if (changed !== undefined) toggle(changed);
          }}
          items={groups}
        >
          {(group) => <GroupRow group={group} />}
        </Tree>
      </Virtualizer>
    </div>
  );
}

function isGroup(key: string): boolean {
  return key.startsWith("group:") || key.startsWith("month:");
}

/** The one key that is in only one of the two sets. */
function changedKey(before: ReadonlySet<string>, after: ReadonlySet<Key>): string | undefined {
  const added = [...after].map(String).find((key) => !before.has(key));
  return added ?? [...before].find((key) => !after.has(key));
}

function focusTree(tree: HTMLElement | null): void {
  const row = tree?.querySelector<HTMLElement>('[role="row"][tabindex="0"]') ?? tree;
  row?.focus();
}
