import { expect, test, vi } from "vitest";
import { postCommands, showPost } from "#renderer/commands/post-commands.ts";
import { viewCommands } from "#renderer/commands/view-commands.ts";
import { Workspace } from "#renderer/state/workspace.ts";

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

test.each([
  ["an empty draft is open", {}, false],
  ["a draft with a title is open", { title: "雨" }, true],
  ["a draft with text is open", { body: "雨\n" }, true],
  ["a draft with a tag is open", { tags: ["雨"] }, true],
  ["an empty post is published", { state: "published" }, true],
  ["an empty page is open", { kind: "page" }, true],
])("a new post is created unless an empty one is there: %s", async (_case, changes, isCreated) => {
  const { title, tags, ...rest } = { title: undefined, tags: [], ...changes };
  const properties = { title, tags };
  const current = { kind: "post", state: "draft", problem: null, body: "\n", properties, ...rest };
  const app = {
    documents: { current, create: vi.fn(async () => undefined) },
    workspace: { showPane: vi.fn(), closeSheet: vi.fn() },
    panes: { focus: vi.fn() },
  };
  await postCommands.find(({ id }) => id === "new-post")?.run(app as never);
  expect(app.documents.create).toHaveBeenCalledTimes(isCreated ? 1 : 0);
  expect(app.panes.focus).toHaveBeenCalledWith("title");
});

test("an opened post shows the text and gets the focus, unless the author chose another pane meanwhile", async () => {
  const workspace = new Workspace();
  const panes = { focus: vi.fn() };
  const shown = () => workspace.store.getState().narrowPane;
  const open = (): Promise<void> =>
    showPost({ workspace, panes, documents: { open: async () => undefined } } as never, "posts/rain.md");
  workspace.showPane("list");
  await open();
  expect(shown()).toBe("editor");
  expect(panes.focus).toHaveBeenCalledTimes(1);
  const opening = open();
  workspace.showPane("list");
  await opening;
  expect(shown()).toBe("list");
  expect(panes.focus).toHaveBeenCalledTimes(1);
});
