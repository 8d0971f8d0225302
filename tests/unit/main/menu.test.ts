import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, test, vi } from "vitest";
import { commandKeys } from "#contract/command-keys.ts";
import { commandTable } from "#contract/commands.ts";
import { messagesIn } from "#main/messages.ts";
import { type MenuRequest, menuGroups, menuTemplate } from "#main/windows/menu.ts";
import { dockMenu, jumpList } from "#main/windows/system-menus.ts";
import { disabledWithoutWindow, withoutWindow } from "#main/windows/without-window.ts";

test("every command is in exactly one menu", () => {
  const placed = Object.values(menuGroups)
    .flat()
    .filter((id) => id !== "-");
  expect([...placed].sort()).toEqual(commandTable.map((command) => command.id).sort());
});

const nothing = (): void => undefined;

function template(request: Partial<MenuRequest> = {}): MenuItemConstructorOptions[] {
  return menuTemplate({
    platform: "linux",
    t: messagesIn("en"),
    disabled: [],
    keys: commandKeys({}),
    recent: [],
    front: null,
    run: nothing,
    openBlog: nothing,
    ...request,
  });
}

function submenu({ submenu: items }: MenuItemConstructorOptions): MenuItemConstructorOptions[] {
  return Array.isArray(items) ? items : [];
}

/** All items of the menu, without their nesting. */
function items(request: Partial<MenuRequest> = {}): MenuItemConstructorOptions[] {
  const flatten = (list: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    list.flatMap((item) => [item, ...flatten(submenu(item))]);
  return flatten(template(request));
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

describe.each([
  ["ja", ["ファイル(&F)", "編集(&E)", "表示(&V)", "公開(&P)", "ヘルプ(&H)"]],
  ["en", ["&File", "&Edit", "&View", "&Publish", "&Help"]],
] as const)("in %s", (language, titles) => {
  test.each(["win32", "linux"])("the menus of %s open by a letter and Alt", (platform) => {
    const menus = template({ platform, t: messagesIn(language) });
    expect(menus.map(({ label }) => label)).toEqual(titles);
  });

  test("macOS has no such letters", () => {
    const menus = template({ platform: "darwin", t: messagesIn(language) });
    expect(menus.filter(({ label }) => label?.includes("&"))).toEqual([]);
  });
});

describe("on macOS", () => {
  const menus = template({ platform: "darwin" });
  const rolesOf = (label: string) =>
    submenu(menus.find((menu) => menu.label === label) ?? {}).flatMap(({ role }) => role ?? []);

  test("the menus are those of the system, by their roles", () => {
    expect(menus.map(({ label, role }) => [label, role])).toEqual([
      ["Hitofude", undefined],
      ["File", undefined],
      ["Edit", undefined],
      ["View", undefined],
      ["Publish", undefined],
      ["Window", "window"],
      ["Help", "help"],
    ]);
    expect(rolesOf("Hitofude")).toEqual(["about", "services", "hide", "hideOthers", "unhide", "quit"]);
    expect(rolesOf("File")).toEqual(["close"]);
    expect(rolesOf("Edit")).toEqual(["undo", "redo", "cut", "copy", "paste", "selectAll"]);
    expect(rolesOf("View")).toContain("togglefullscreen");
    expect(rolesOf("Window")).toEqual(["minimize", "zoom", "front"]);
  });

  test("the settings are in the menu of the program", () => {
    const ids = submenu(menus[0] ?? {}).map(({ id }) => id);
    expect(ids).toContain("settings");
    expect(submenu(menus[1] ?? {}).map(({ id }) => id)).not.toContain("settings");
  });

  test("each item of a role has its text in both languages", () => {
    const labels = (language: "ja" | "en") =>
      items({ platform: "darwin", t: messagesIn(language) }).flatMap(({ role, label }) =>
        role ? [label] : [],
      );
    expect(labels("ja")).not.toContain(undefined);
    expect(labels("ja").filter((label) => /^[\x20-\x7E]*$/.test(label ?? ""))).toEqual([]);
    expect(labels("en").filter((label) => !/^[\x20-\x7E]+$/.test(label ?? ""))).toEqual([]);
  });

  test("no command takes a key that the system or a role has", () => {
    const taken = ["H", "Alt+H", "M", "W", "Q", "Shift+Q", "Space", "Tab"].map((key) => `CmdOrCtrl+${key}`);
    expect(commandTable.filter(({ key }) => key !== null && taken.includes(key))).toEqual([]);
  });

  test("commands that need no window work without one, and the others are disabled", () => {
    const enabled = (hasBlog: boolean) => {
      const disabled = disabledWithoutWindow(hasBlog);
      return commandTable.map(({ id }) => id).filter((id) => !disabled.includes(id));
    };
    const always = [
      "new-blog",
      "open-blog",
      "move-in",
      "language-ja",
      "language-en",
      "colours-system",
      "colours-light",
      "colours-dark",
    ];
    expect(enabled(false)).toEqual(always);
    expect(enabled(true)).toEqual(expect.arrayContaining([...always, "new-post", "settings", "help"]));
    expect(enabled(true)).not.toContain("save");
    expect(withoutWindow("new-post")).toEqual({ kind: "open", id: "new-post" });
    expect(withoutWindow("open-blog")).toEqual({ kind: "choose", aim: "ways" });
    expect(withoutWindow("new-blog")).toEqual({ kind: "choose", aim: "new" });
    expect(withoutWindow("colours-dark")).toEqual({ kind: "preferences", changes: { colours: "dark" } });
    expect(withoutWindow("publish")).toBeNull();
    expect(withoutWindow("no-command")).toBeNull();
  });

  test("the Dock icon offers a new post and the recent blogs", () => {
    const act = { run: vi.fn(), openBlog: vi.fn() };
    const menu = dockMenu(messagesIn("en"), ["/blogs/a", "/blogs/b"], act);
    expect(menu.map(({ label }) => label)).toEqual(["New post", undefined, "/blogs/a", "/blogs/b"]);
    for (const { click } of menu) (click as (() => void) | undefined)?.();
    expect(act.run).toHaveBeenCalledExactlyOnceWith("new-post");
    expect(act.openBlog.mock.calls).toEqual([["/blogs/a"], ["/blogs/b"]]);
  });
});

describe("the jump list of Windows", () => {
  const program = "C:\\Users\\山田 太郎\\Hitofude.exe";
  const list = (recent: readonly string[], removed: readonly string[] = []) =>
    jumpList(messagesIn("ja"), recent, { program, removed });

  test("opens recent blogs with the program", () => {
    expect(list(["C:\\Users\\山田 太郎\\日記"])).toMatchObject([
      {
        type: "custom",
        name: "最近開いたブログ",
        items: [{ type: "task", program, args: '"C:\\Users\\山田 太郎\\日記"', iconPath: program }],
      },
    ]);
  });

  test("quotes the root of a drive so that Windows reads it back", () => {
    expect(list(["Z:\\"])[0]?.items?.[0]?.args).toBe('"Z:\\\\"');
  });

  test("leaves out what the author removed from it, and is empty without blogs", () => {
    expect(list(["C:\\a", "C:\\b"], ['"C:\\a"'])[0]?.items).toHaveLength(1);
    expect(list(["C:\\a"], ['"C:\\a"'])).toEqual([]);
    expect(list([])).toEqual([]);
  });
});
