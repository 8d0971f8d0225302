import { expect, test, vi } from "vitest";
import { postCommands } from "#renderer/commands/post-commands.ts";
import { viewCommands } from "#renderer/commands/view-commands.ts";

const places = [
  ["find-post", "filter"],
  ["focus-list", "list"],
  ["focus-preview", "preview"],
] as const;

test.each(places)("%s moves the focus at once, not only after the preferences are on disk", (id, place) => {
  const app = {
    workspace: { showPane: vi.fn() },
    preferences: { setPanes: vi.fn(() => new Promise(() => undefined)) },
    panes: { focus: vi.fn() },
  };
  const command = [...postCommands, ...viewCommands].find((each) => each.id === id);
  void command?.run(app as never);
  expect(app.preferences.setPanes).toHaveBeenCalled();
  expect(app.panes.focus).toHaveBeenCalledWith(place);
});
