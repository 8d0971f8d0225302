import { type RefObject, useEffect, useRef } from "react";
import { useApp } from "../../state/app.ts";
import type { PaneName } from "../../state/pane-focus.ts";

/** Gives the focus to a pane's element until its content can take it; returns the ref for that element. */
export function usePaneFocus(name: PaneName): RefObject<HTMLElement | null> {
  const { panes } = useApp();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = pane.current;
    if (!element) return undefined;
    // Only while it is needed: otherwise a click beside the content would focus the element, too.
    const left = ({ target }: FocusEvent): void => {
      if (target === element) element.removeAttribute("tabindex");
    };
    element.addEventListener("focusout", left);
    const forget = panes.registerPane(name, {
      focus: () => {
        element.tabIndex = -1;
        element.focus();
      },
      hasFocus: () => document.activeElement === element,
    });
    return () => {
      element.removeEventListener("focusout", left);
      forget();
    };
  }, [panes, name]);
  return pane;
}
