import { useEffect } from "react";
import { useApp } from "../../state/app.ts";

/**
 * After the last sheet has closed, gives the focus back to the element that had it before the first sheet.
 * Does nothing if another element has the focus.
 * React Aria gives the focus back only to the previous sheet, such as the palette, which no longer exists.
 */
export function useReturnedFocus(): void {
  const { workspace, panes } = useApp();
  useEffect(() => {
    let from: Element | null = null;
    /** Id of the frame that checks the focus, or 0. Until then, a new sheet can replace the closed sheet. */
    let check = 0;
    const giveBack = (): void => {
      check = 0;
      if (isFocused()) return;
      if (from instanceof HTMLElement && from.isConnected) from.focus();
      if (!isFocused()) panes.focus("editor");
    };
    const stop = workspace.store.subscribe(({ sheet }, before) => {
      if (sheet !== null && before.sheet === null) {
        if (check === 0) from = document.activeElement;
        cancelAnimationFrame(check);
        check = 0;
      } else if (sheet === null && before.sheet !== null) {
        cancelAnimationFrame(check);
        // React Aria moves the focus in the first frame.
        check = requestAnimationFrame(() => {
          check = requestAnimationFrame(giveBack);
        });
      }
    });
    return () => {
      stop();
      cancelAnimationFrame(check);
    };
  }, [workspace, panes]);
}

function isFocused(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body;
}
