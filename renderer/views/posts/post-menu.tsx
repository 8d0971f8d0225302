import { type KeyboardEvent, useRef } from "react";
import { createPortal } from "react-dom";
import { Menu, MenuItem, MenuSection, Popover, Separator } from "react-aria-components";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { changePosts, sectionsOf, trashPosts } from "../../commands/posts/bulk-commands.ts";
import {
  copyAddress,
  duplicatePost,
  postAddress,
  revealPost,
  saveAsTemplate,
  shareDraft,
} from "../../commands/posts/post-actions.ts";
import { showPost, trashPost } from "../../commands/post-commands.ts";
import { publishPost, takeOffline, unpublish } from "../../commands/publish-flow.ts";
import { attempt } from "../../commands/run-command.ts";
import { type App, useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { CheckItem } from "../../ui/menu-items.tsx";
import { postTitle } from "../shared/texts.ts";

/** The position of the open post menu, and the posts that its commands change. */
export interface PostMenuPlace {
  /** The post whose row was clicked. */
  readonly path: string;
  readonly paths: readonly string[];
  readonly x: number;
  readonly y: number;
}

/** Whether a key opens the menu of a row. */
export function isMenuKey({ key, shiftKey }: KeyboardEvent): boolean {
  return key === "ContextMenu" || (key === "F10" && shiftKey);
}

export interface PostMenuProps {
  readonly place: PostMenuPlace | null;
  readonly onClose: () => void;
}

/** The menu of a post in the list, or of all selected posts. */
export function PostMenu({ place, onClose }: PostMenuProps) {
  const app = useApp();
  const anchor = useRef<HTMLDivElement>(null);
  const t = useTranslate();
  const post = useStore(app.blog.store, ({ posts }) =>
    place ? posts.find(({ path }) => path === place.path) : undefined,
  );
  const count = place?.paths.length ?? 0;
  const label =
    count > 1
      ? t("postMenu.labelMany", { count })
      : t("postMenu.label", { title: post ? postTitle(t, post) : "" });
  return (
    <>
      {createPortal(
        <div ref={anchor} className="menu-anchor" style={{ left: place?.x ?? 0, top: place?.y ?? 0 }} />,
        document.body,
      )}
      <Popover
        className="popover"
        aria-label={label}
        triggerRef={anchor}
        placement="bottom start"
        offset={0}
        isOpen={place !== null && post !== undefined}
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        {place && post ? <Entries place={place} post={post} label={label} onClose={onClose} /> : null}
      </Popover>
    </>
  );
}

interface EntriesProps {
  readonly place: PostMenuPlace;
  readonly post: PostSummary;
  readonly label: string;
  readonly onClose: () => void;
}

const marks = ["pinned", "unlisted", "noindex"] as const;

function Entries({ place: { path, paths }, post, label, onClose }: EntriesProps) {
  const app = useApp();
  const t = useTranslate();
  const isRunning = useStore(app.publishing.store, (state) => state.running);
  const actions = paths.length > 1 ? manyActions(app, paths) : oneAction(app, post);
  const run = (key: string | number): void => {
    const action = actions.find(({ id }) => id === key);
    if (!action) return;
    onClose();
    void attempt(app, () => action.run());
  };
  const drawn = (group: number) =>
    actions
      .filter((action) => action.group === group)
      .map(({ id, words }) => (
        <MenuItem key={id} id={id} className="menu-item" textValue={t(`postMenu.${words}`)}>
          {t(`postMenu.${words}`)}
        </MenuItem>
      ));
  const isOff = (id: string): boolean =>
    (id === "copy-address" && postAddress(app, path) === null) || (isRunning && /publish|offline/.test(id));
  return (
    <Menu
      className="menu"
      aria-label={label}
      autoFocus="first"
      disabledKeys={actions.map(({ id }) => id).filter(isOff)}
      onAction={run}
    >
      {drawn(1)}
      <Separator className="menu-separator" />
      {paths.length > 1 ? null : (
        <MenuSection
          aria-label={t("facet.mark")}
          selectionMode="multiple"
          selectedKeys={marks.filter((mark) => post[mark])}
          onSelectionChange={(keys) => {
            onClose();
            const changed = marks.find(
              (mark) => (keys === "all" || keys.has(mark)) !== (post[mark] ?? false),
            );
            if (changed)
              void attempt(app, () => changePosts(app, [path], { [changed]: post[changed] ? null : true }));
          }}
        >
          {marks
            .filter((mark) => post.kind === "post" || mark !== "pinned")
            .map((mark) => (
              <CheckItem key={mark} id={mark} label={t(`mark.${mark}`)} />
            ))}
        </MenuSection>
      )}
      {paths.length > 1 ? null : <Separator className="menu-separator" />}
      {drawn(2)}
      <Separator className="menu-separator" />
      {drawn(3)}
    </Menu>
  );
}

interface Action {
  readonly id: string;
  readonly group: 1 | 2 | 3;
  readonly words:
    | "open"
    | "duplicate"
    | "template"
    | "publish"
    | "takeOffline"
    | "copyAddress"
    | "share"
    | "reveal"
    | "change"
    | "move"
    | "export"
    | "ready"
    | "draft"
    | "trash";
  run(): void | Promise<void>;
}

function oneAction(app: App, { path, kind, state, stillOnline }: PostSummary): Action[] {
  const isOnline = state === "published" || state === "changed";
  return [
    {
      id: "open",
      group: 1,
      words: "open",
      run: () => showPost(app, path),
    },
    ...(state === "draft" && stillOnline !== true
      ? [{ id: "publish", group: 1, words: "publish", run: () => publishPost(app, path) } as const]
      : []),
    ...(isOnline || stillOnline
      ? [
          {
            id: "take-offline",
            group: 1,
            words: "takeOffline",
            run: () => (isOnline ? unpublish(app, path) : takeOffline(app, path)),
          } as const,
        ]
      : []),
    { id: "duplicate", group: 1, words: "duplicate", run: () => duplicatePost(app, path) },
    ...(kind === "post"
      ? [{ id: "template", group: 1, words: "template", run: () => saveAsTemplate(app, path) } as const]
      : []),
    {
      id: "change",
      group: 1,
      words: "change",
      run: () => {
        app.selection.select([path], path);
        app.workspace.openSheet("change-posts");
      },
    },
    ...(kind === "post" && sectionsOf(app).length > 1
      ? [
          {
            id: "move",
            group: 1,
            words: "move",
            run: () => {
              app.selection.select([path], path);
              app.workspace.openSheet("move-to-section");
            },
          } as const,
        ]
      : []),
    {
      id: "export",
      group: 2,
      words: "export",
      run: () => {
        app.selection.select([path], path);
        app.workspace.openSheet("export");
      },
    },
    { id: "copy-address", group: 2, words: "copyAddress", run: () => copyAddress(app, path) },
    ...(state === "draft" || state === "scheduled"
      ? [{ id: "share", group: 2, words: "share", run: () => shareDraft(app, path) } as const]
      : []),
    { id: "reveal", group: 2, words: "reveal", run: () => revealPost(app, path) },
    { id: "trash", group: 3, words: "trash", run: () => trashPost(app, path) },
  ];
}

function manyActions(app: App, paths: readonly string[]): Action[] {
  return [
    { id: "change", group: 1, words: "change", run: () => app.workspace.openSheet("change-posts") },
    ...(sectionsOf(app).length > 1
      ? [
          {
            id: "move",
            group: 1,
            words: "move",
            run: () => app.workspace.openSheet("move-to-section"),
          } as const,
        ]
      : []),
    { id: "ready", group: 1, words: "ready", run: () => changePosts(app, paths, { status: "ready" }) },
    { id: "draft", group: 1, words: "draft", run: () => changePosts(app, paths, { status: "draft" }) },
    { id: "export", group: 2, words: "export", run: () => app.workspace.openSheet("export") },
    { id: "trash", group: 3, words: "trash", run: () => trashPosts(app, paths) },
  ];
}
