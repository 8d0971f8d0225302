import { Menu, type MenuItemConstructorOptions } from "electron";
import type { CommandKeys } from "#contract/command-keys.ts";
import { type CommandId, commandTable } from "#contract/commands.ts";
import { shortFolderName } from "../files/folder-names.ts";
import type { Speak } from "../speech.ts";

type Group = readonly (CommandId | "-")[];

/** The commands in each menu; "-" is a separator. Each command is in one menu (checked by a test). */
export const menuGroups = {
  file: [
    "new-post",
    "quick-post",
    "new-page",
    "next-part",
    "-",
    "open-blog",
    "reveal-folder",
    "-",
    "save",
    "history",
    "rename-post",
    "duplicate-post",
    "pin-post",
    "unlist-post",
    "noindex-post",
    "trash-post",
    "-",
    "images",
  ],
  view: [
    "palette",
    "outline",
    "find-post",
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
    "insert-image",
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
    "unpublish",
    "check",
    "-",
    "notices",
    "targets",
    "-",
    "view-site",
    "open-page",
  ],
  help: ["help"],
  program: ["settings", "keys"],
} as const satisfies Record<string, Group>;

/**
 * The data that a menu is built from. The menu only displays the keys of commands; the page handles them,
 * because input methods would not get keys that the menu handles.
 */
export interface MenuRequest {
  readonly speak: Speak;
  readonly disabled: readonly string[];
  readonly keys: CommandKeys;
  /** Folders of recently opened blogs. */
  readonly recent: readonly string[];
  run(command: string): void;
  openBlog(folder: string): void;
}

/** Builds the native menu from the command table that the palette also uses. */
export function buildMenu(request: MenuRequest): Menu {
  const { speak } = request;
  const mac = process.platform === "darwin";
  const items = (group: Group): MenuItemConstructorOptions[] => group.map((id) => item(id, request));
  const edit: MenuItemConstructorOptions[] = [
    { role: "undo", label: speak("menu.undo") },
    { role: "redo", label: speak("menu.redo") },
    { type: "separator" },
    { role: "cut", label: speak("menu.cut") },
    { role: "copy", label: speak("menu.copy") },
    { role: "paste", label: speak("menu.paste") },
    { role: "selectAll", label: speak("menu.select-all") },
    { type: "separator" },
    ...items(menuGroups.edit),
  ];
  const quit: MenuItemConstructorOptions = { role: "quit", label: speak("menu.quit") };
  const program: MenuItemConstructorOptions[] = [...items(menuGroups.program), { type: "separator" }, quit];
  const file = [...items(menuGroups.file), ...recentBlogs(request)];
  return Menu.buildFromTemplate([
    ...(mac ? [{ label: "Hitofude", submenu: program }] : []),
    {
      label: speak("menu.file"),
      submenu: [...file, ...(mac ? [] : [{ type: "separator" } as const, ...program])],
    },
    { label: speak("menu.edit"), submenu: edit },
    { label: speak("menu.view"), submenu: [...items(menuGroups.view), ...zoom(speak)] },
    { label: speak("menu.publish"), submenu: items(menuGroups.publish) },
    { label: speak("menu.help"), submenu: items(menuGroups.help) },
  ]);
}

function item(id: CommandId | "-", { speak, disabled, keys, run }: MenuRequest): MenuItemConstructorOptions {
  if (id === "-") return { type: "separator" };
  const command = commandTable.find((candidate) => candidate.id === id);
  if (!command) throw new Error(`no command ${id}`);
  const key = keys.get(id) ?? null;
  return {
    id,
    label: speak(command.titleKey),
    enabled: !disabled.includes(id),
    ...(key === null ? {} : { accelerator: key, registerAccelerator: false }),
    click: () => run(id),
  };
}

function recentBlogs({ recent, openBlog }: MenuRequest): MenuItemConstructorOptions[] {
  const blogs = recent.map(
    (folder): MenuItemConstructorOptions => ({
      // In a menu, a single & underlines the next letter.
      label: shortFolderName(folder).replaceAll("&", "&&"),
      click: () => openBlog(folder),
    }),
  );
  return blogs.length === 0 ? [] : [{ type: "separator" }, ...blogs];
}

function zoom(speak: Speak): MenuItemConstructorOptions[] {
  return [
    { type: "separator" },
    { role: "zoomIn", label: speak("menu.zoom-in") },
    { role: "zoomOut", label: speak("menu.zoom-out") },
    { role: "resetZoom", label: speak("menu.zoom-reset") },
    { role: "togglefullscreen", label: speak("menu.full-screen") },
  ];
}
