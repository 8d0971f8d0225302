import { expect, test, vi } from "vitest";
import { commandTable } from "#contract/commands.ts";

// The menu's structure is data; only building it needs Electron.
vi.mock("electron", () => ({ Menu: {} }));
const { menuGroups } = await import("#main/menu.ts");

test("every command stands in exactly one menu", () => {
  const placed = Object.values(menuGroups)
    .flat()
    .filter((id) => id !== "-");
  expect([...placed].sort()).toEqual(commandTable.map((command) => command.id).sort());
});
