import type { JumpListCategory, MenuItemConstructorOptions } from "electron";
import { shortFolderName } from "../files/folder-names.ts";
import type { Messages } from "../messages.ts";

/** Returns the menu with the program's name, which is the leftmost menu of macOS. */
export function applicationMenu(
  t: Messages,
  program: readonly MenuItemConstructorOptions[],
): MenuItemConstructorOptions {
  return {
    label: "Hitofude",
    submenu: [
      { role: "about", label: t("menu.mac.about") },
      { type: "separator" },
      ...program,
      { type: "separator" },
      { role: "services", label: t("menu.mac.services") },
      { type: "separator" },
      { role: "hide", label: t("menu.mac.hide") },
      { role: "hideOthers", label: t("menu.mac.hide-others") },
      { role: "unhide", label: t("menu.mac.unhide") },
      { type: "separator" },
      { role: "quit", label: t("menu.mac.quit") },
    ],
  };
}

/** Returns the window menu of macOS. The system adds the open windows. */
export function windowMenu(t: Messages): MenuItemConstructorOptions {
  return {
    role: "window",
    label: t("menu.window"),
    submenu: [
      { role: "minimize", label: t("menu.minimize") },
      { role: "zoom", label: t("menu.zoom") },
      { type: "separator" },
      { role: "front", label: t("menu.front") },
    ],
  };
}

/** Returns a menu's title with its Alt key: `&File`, or `ファイル(&F)` if the title lacks the letter. */
export function withLetter(title: string, letter: string): string {
  const at = title.toUpperCase().indexOf(letter);
  return at === -1 ? `${title}(&${letter})` : `${title.slice(0, at)}&${title.slice(at)}`;
}

/** Returns the menu of the Dock icon: a new post, and the blogs that were opened recently. */
export function dockMenu(
  t: Messages,
  recent: readonly string[],
  act: { run(command: string): void; openBlog(folder: string): void },
): MenuItemConstructorOptions[] {
  return [
    { label: t("command.new-post"), click: () => act.run("new-post") },
    ...(recent.length === 0 ? [] : [{ type: "separator" } as const]),
    ...recent.map((folder) => ({ label: shortFolderName(folder), click: () => act.openBlog(folder) })),
  ];
}

/**
 * Returns the jump list of the taskbar button on Windows: the blogs that were opened recently.
 * `removed` contains the arguments of items that the author has removed from the jump list.
 * Leaves these items out, because Windows would refuse the whole list.
 */
export function jumpList(
  t: Messages,
  recent: readonly string[],
  { program, removed }: { readonly program: string; readonly removed: readonly string[] },
): JumpListCategory[] {
  const items = recent
    .map((folder) => ({ folder, args: quotedArgument(folder) }))
    .filter(({ args }) => !removed.includes(args))
    .map(({ folder, args }) => ({
      type: "task" as const,
      title: shortFolderName(folder),
      description: folder.slice(0, longestDescription),
      program,
      args,
      iconPath: program,
      iconIndex: 0,
    }));
  return items.length === 0 ? [] : [{ type: "custom", name: t("menu.recent"), items }];
}

/** Maximum length of the tooltip of an item in a jump list, in characters. */
const longestDescription = 260;

/**
 * Quotes an argument for a command line of Windows. Doubles backslashes that would escape the closing quote.
 * @see https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
function quotedArgument(text: string): string {
  return `"${text.replace(/\\+$/, "$&$&")}"`;
}
