import { expect, test, vi } from "vitest";
import { PaneFocus } from "#renderer/state/panes/pane-focus.ts";

test("a target that does not exist yet gets the focus when it appears", () => {
  const panes = new PaneFocus();
  const focus = vi.fn();
  panes.focus("title");
  panes.register("title", focus);
  expect(focus).toHaveBeenCalledTimes(1);
});

test("only the last requested target is waited for", () => {
  const panes = new PaneFocus();
  const late = vi.fn();
  panes.register("list", () => undefined);
  panes.focus("editor");
  panes.focus("list");
  panes.register("editor", late);
  expect(late).not.toHaveBeenCalled();
});

test("a target that disappeared is forgotten, one that replaced it stays", () => {
  const panes = new PaneFocus();
  const leave = panes.register("editor", () => undefined);
  panes.register("editor", () => undefined);
  leave();
  expect(panes.has("editor")).toBe(true);
});

/** Registers the element of a pane, and a target in it that can get the focus. */
function paneWith(panes: PaneFocus): { readonly has: () => string; readonly load: () => () => void } {
  let has = "nothing";
  panes.registerPane("preview", {
    focus: () => {
      has = "pane";
    },
    hasFocus: () => has === "pane",
  });
  const load = (): (() => void) =>
    panes.register("preview", () => {
      has = "page";
    });
  return { has: () => has, load };
}

test("a pane itself has the focus until its content exists, and then passes it on", () => {
  const panes = new PaneFocus();
  const { has, load } = paneWith(panes);
  expect(panes.has("preview")).toBe(true);
  panes.focus("preview");
  expect(has()).toBe("pane");
  const leave = load();
  expect(has()).toBe("page");
  leave();
  panes.focus("preview");
  expect(has()).toBe("pane");
});

test("late content takes the focus only if its pane has it", () => {
  const panes = new PaneFocus();
  const { has, load } = paneWith(panes);
  load();
  expect(has()).toBe("nothing");
});

test("a pane that appears late gets the focus that waits for it", () => {
  const panes = new PaneFocus();
  panes.focus("preview");
  expect(paneWith(panes).has()).toBe("pane");
});
