import type { MenuItemConstructorOptions } from "electron";
import type { CommandKeys } from "#contract/command-keys.ts";
import { type CommandId, commandTable } from "#contract/commands.ts";
import { shortFolderName } from "../files/folder-names.ts";
import type { Messages } from "../messages.ts";
import { applicationMenu, windowMenu, withLetter } from "./system-menus.ts";

type Group = readonly (CommandId | "-")[];

/** The commands in each menu. "-" is a separator. Each command is in one menu (checked by a test). */
export const menuGroups = {
  file: [
    "new-post",
    "quick-post",
    "new-from-template",
    "new-page",
    "next-part",
    "-",
    "new-blog",
    "open-blog",
    "move-in",
    "reveal-folder",
    "-",
    "save",
    "history",
    "rename-post",
    "duplicate-post",
    "save-as-template",
    "copy-address",
    "share-draft",
    "reveal-post",
    "pin-post",
    "unlist-post",
    "noindex-post",
    "trash-post",
    "trash",
    "-",
    "print",
    "export",
    "-",
    "images",
  ],
  view: [
    "palette",
    "outline",
    "find-post",
    "filter-posts",
    "search-posts",
    "-",
    "toggle-list",
    "toggle-preview",
    "preview-phone",
    "preview-tablet",
    "preview-full",
    "preview-scheme",
    "preview-feed",
    "preview-card",
    "typewriter-mode",
    "focus-mode",
    "properties",
    "-",
    "focus-list",
    "focus-editor",
    "focus-preview",
    "next-pane",
    "previous-pane",
    "-",
    "colours-system",
    "colours-light",
    "colours-dark",
    "-",
    "language-ja",
    "language-en",
  ],
  edit: [
    "find-in-text",
    "replace-in-posts",
    "undo-replace",
    "change-posts",
    "move-to-section",
    "terms",
    "undo-bulk",
    "-",
    "fix",
    "spell-check",
    "-",
    "bold",
    "emphasis",
    "strike",
    "code",
    "-",
    "insert-link",
    "link-to-post",
    "make-card",
    "insert-image",
    "insert-from-library",
    "edit-image",
    "crop-image",
    "edit-table",
    "insert-snippet",
    "snippets",
    "-",
    "addendum",
    "comment-reply",
    "relate",
  ],
  publish: [
    "publish",
    "publish-post",
    "review-publish",
    "undo-publish",
    "compare-live",
    "unpublish",
    "check",
    "-",
    "notices",
    "put-online",
    "targets",
    "-",
    "view-site",
    "open-page",
  ],
  help: ["help"],
  program: ["blog-settings", "settings", "keys"],
} as const satisfies Record<string, Group>;

/**
 * What the native menu is built from.
 * The menu shows the keys of commands but does not handle them, because handled keys reach no input method.
 */
export interface MenuRequest {
  /** The value of `process.platform`. macOS has two more menus, and on other systems Alt opens menus. */
  readonly platform: string;
  readonly t: Messages;
  readonly disabled: readonly string[];
  readonly keys: CommandKeys;
  readonly recent: readonly string[];
  /** Folder of the blog in the focused window, or null if no blog is open. */
  readonly front: string | null;
  run(command: string): void;
  openBlog(folder: string): void;
}

/** Returns the menu items for editing text. They are in the menu bar and in context menus. */
export function textMenu(t: Messages): MenuItemConstructorOptions[] {
  return [
    { role: "cut", label: t("menu.cut") },
    { role: "copy", label: t("menu.copy") },
    { role: "paste", label: t("menu.paste") },
    { role: "selectAll", label: t("menu.select-all") },
  ];
}

/** Returns the native menu, made from the command table that the palette also uses. */
export function menuTemplate(request: MenuRequest): MenuItemConstructorOptions[] {
  const { t, platform } = request;
  const mac = platform === "darwin";
  const items = (group: Group): MenuItemConstructorOptions[] => group.map((id) => item(id, request));
  const title = (name: keyof typeof letters): string => {
    const text = t(`menu.${name}`);
    return mac ? text : withLetter(text, letters[name]);
  };
  const edit: MenuItemConstructorOptions[] = [
    { role: "undo", label: t("menu.undo") },
    { role: "redo", label: t("menu.redo") },
    { type: "separator" },
    ...textMenu(t),
    { type: "separator" },
    ...items(menuGroups.edit),
  ];
  const file = [...items(menuGroups.file), ...recentBlogs(request), { type: "separator" } as const];
  const program = items(menuGroups.program);
  const fileEnd: MenuItemConstructorOptions[] = mac
    ? [{ role: "close", label: t("menu.close") }]
    : [...program, { type: "separator" }, { role: "quit", label: t("menu.quit") }];
  return [
    ...(mac ? [applicationMenu(t, program)] : []),
    { label: title("file"), submenu: [...file, ...fileEnd] },
    { label: title("edit"), submenu: edit },
    { label: title("view"), submenu: [...items(menuGroups.view), ...zoom(t)] },
    { label: title("publish"), submenu: items(menuGroups.publish) },
    ...(mac ? [windowMenu(t)] : []),
    { label: title("help"), ...(mac ? { role: "help" } : {}), submenu: items(menuGroups.help) },
  ];
}

const letters = { file: "F", edit: "E", view: "V", publish: "P", help: "H" } as const;

function item(id: CommandId | "-", { t, disabled, keys, run }: MenuRequest): MenuItemConstructorOptions {
  if (id === "-") return { type: "separator" };
  const command = commandTable.find((candidate) => candidate.id === id);
  if (!command) throw new Error(`no command ${id}`);
  const key = keys.get(id) ?? null;
  return {
    id,
    // Doubles each &, because a single & in a menu underlines the next letter.
    label: t(command.titleKey).replaceAll("&", "&&"),
    enabled: !disabled.includes(id),
    ...(key === null ? {} : { accelerator: key, registerAccelerator: false }),
    click: () => run(id),
  };
}

const recentBlogsShown = 5;

function recentBlogs({ recent, front, openBlog }: MenuRequest): MenuItemConstructorOptions[] {
  const others = recent.filter((folder) => folder !== front).slice(0, recentBlogsShown);
  const blogs = others.map(
    (folder): MenuItemConstructorOptions => ({
      label: shortFolderName(folder).replaceAll("&", "&&"),
      click: () => openBlog(folder),
    }),
  );
  return blogs.length === 0 ? [] : [{ type: "separator" }, ...blogs];
}

function zoom(t: Messages): MenuItemConstructorOptions[] {
  return [
    { type: "separator" },
    { role: "zoomIn", label: t("menu.zoom-in") },
    { role: "zoomOut", label: t("menu.zoom-out") },
    { role: "resetZoom", label: t("menu.zoom-reset") },
    { role: "togglefullscreen", label: t("menu.full-screen") },
  ];
}
