import type { MenuItemConstructorOptions } from "electron";
import { expect, test, vi } from "vitest";
import { commandKeys } from "#contract/command-keys.ts";
import { commandTable } from "#contract/commands.ts";

// The menu is data until Electron builds it; the tests check the data.
vi.mock("electron", () => ({ Menu: { buildFromTemplate: (template: unknown) => template } }));
const { buildMenu, menuGroups } = await import("#main/windows/menu.ts");

test("every command is in exactly one menu", () => {
  const placed = Object.values(menuGroups)
    .flat()
    .filter((id) => id !== "-");
  expect([...placed].sort()).toEqual(commandTable.map((command) => command.id).sort());
});

/** Returns all items of the menu in a flat list. */
function items(request: Partial<Parameters<typeof buildMenu>[0]>): MenuItemConstructorOptions[] {
  const nothing = () => undefined;
  const built: unknown = buildMenu({
    speak: (key) => key,
    disabled: [],
    keys: commandKeys({}),
    recent: [],
    run: nothing,
    openBlog: nothing,
    ...request,
  });
  const flatten = (list: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    list.flatMap((item) => [item, ...flatten(Array.isArray(item.submenu) ? item.submenu : [])]);
  return flatten(built as MenuItemConstructorOptions[]);
}

test("an unavailable command is disabled, and an item runs its command", () => {
  const run = vi.fn();
  const all = items({ disabled: ["publish"], run });
  expect(all.filter(({ enabled }) => enabled === false).map(({ id }) => id)).toEqual(["publish"]);
  const save: { click?: () => void } = all.find(({ id }) => id === "save") as never;
  save.click?.();
  expect(run).toHaveBeenCalledWith("save");
});

test("recent blogs are listed by their folder names, and open them", () => {
  const openBlog = vi.fn();
  const all = items({ recent: ["/srv/bread & butter"], openBlog });
  const recent: { click?: () => void } = all.find(({ label }) => label === "/srv/bread && butter") as never;
  recent.click?.();
  expect(openBlog).toHaveBeenCalledWith("/srv/bread & butter");
});

test("an item shows the current key of its command, and leaves the key to the page", () => {
  const all = items({ keys: commandKeys({ save: "CmdOrCtrl+Alt+S", strike: "CmdOrCtrl+S", bold: null }) });
  const keyOf = (id: string) => all.find((item) => item.id === id)?.accelerator;
  expect([keyOf("save"), keyOf("strike"), keyOf("bold")]).toEqual([
    "CmdOrCtrl+Alt+S",
    "CmdOrCtrl+S",
    undefined,
  ]);
  expect(all.filter(({ accelerator, registerAccelerator }) => accelerator && registerAccelerator)).toEqual(
    [],
  );
});
