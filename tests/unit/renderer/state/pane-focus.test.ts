import { expect, test, vi } from "vitest";
import { PaneFocus } from "#renderer/state/pane-focus.ts";

test("a target that is not there yet gets the focus when it comes", () => {
  const panes = new PaneFocus();
  const focus = vi.fn();
  panes.focus("title");
  panes.register("title", focus);
  expect(focus).toHaveBeenCalledTimes(1);
});

test("only the last target asked for is waited for", () => {
  const panes = new PaneFocus();
  const late = vi.fn();
  panes.register("list", () => undefined);
  panes.focus("editor");
  panes.focus("list");
  panes.register("editor", late);
  expect(late).not.toHaveBeenCalled();
});

test("a target that left the screen is gone, one that took its place stays", () => {
  const panes = new PaneFocus();
  const leave = panes.register("editor", () => undefined);
  panes.register("editor", () => undefined);
  leave();
  expect(panes.has("editor")).toBe(true);
});
