import { expect, test } from "vitest";
import { Workspace } from "#renderer/state/workspace.ts";

test("an opened post shows the editor, unless the author chose another pane meanwhile", async () => {
  const workspace = new Workspace();
  const shown = () => workspace.store.getState().narrowPane;
  workspace.showPane("list");
  await workspace.showEditorAfter(Promise.resolve());
  expect(shown()).toBe("editor");
  workspace.showPane("list");
  const opening = workspace.showEditorAfter(Promise.resolve());
  workspace.showPane("preview");
  await opening;
  expect(shown()).toBe("preview");
});
