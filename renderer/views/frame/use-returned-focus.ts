import { useEffect } from "react";
import { useApp } from "../../state/app.ts";
import { type PaneName, paneOf } from "../../state/panes/pane-focus.ts";

/**
 * After the last sheet has closed, focuses the element that had the focus before the sheets opened.
 * If the previous element is gone (a menu item, for example), focuses the pane that had the focus last.
 * Does nothing if another element has the focus.
 * Dialogs in which a publish asks a question count as sheets, too.
 * React Aria itself would focus the previous sheet. That sheet, for example the palette, no longer exists.
 */
export function useReturnedFocus(): void {
  const { workspace, publishing, panes } = useApp();
  useEffect(() => {
    let from: Element | null = null;
    let pane: PaneName = "editor";
    /** Id of the animation frame that will check the focus, or 0. A new sheet cancels the check. */
    let check = 0;
    const giveBack = (): void => {
      check = 0;
      if (isFocused()) return;
      if (from instanceof HTMLElement && from.isConnected) from.focus();
      if (!isFocused()) panes.focus(pane);
      if (!isFocused()) panes.focus("editor");
    };
    const isOpen = (): boolean => {
      const { draft, question } = publishing.store.getState();
      return workspace.store.getState().sheet !== null || draft !== null || question !== null;
    };
    let wasOpen = isOpen();
    let last: PaneName = "editor";
    const notePane = ({ target }: FocusEvent): void => {
      last = (target instanceof Element ? paneOf(target) : undefined) ?? last;
    };
    document.addEventListener("focusin", notePane);
    const follow = (): void => {
      if (isOpen() === wasOpen) return;
      wasOpen = !wasOpen;
      if (wasOpen && check === 0) {
        from = document.activeElement;
        pane = last;
      }
      cancelAnimationFrame(check);
      // React Aria moves the focus in the first frame, so the focus is checked in the second frame.
      check = wasOpen
        ? 0
        : requestAnimationFrame(() => {
            check = requestAnimationFrame(giveBack);
          });
    };
    const stops = [workspace.store.subscribe(follow), publishing.store.subscribe(follow)];
    return () => {
      for (const stop of stops) stop();
      document.removeEventListener("focusin", notePane);
      cancelAnimationFrame(check);
    };
  }, [workspace, publishing, panes]);
}

function isFocused(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body;
}
