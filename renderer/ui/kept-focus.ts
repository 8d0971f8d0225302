import { type RefObject, useEffect } from "react";

const controls = "button, input, textarea, select, a[href], [tabindex='0']";

/**
 * Keeps the focus in a sheet whose focused control is removed or disabled.
 * The nearest control gets the focus. A control that is enabled again gets the focus back.
 */
export function useKeptFocus(sheet: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = sheet.current;
    if (!root) return undefined;
    /** `focused` is the last control that had the focus. `all` are all controls of the sheet at that time. */
    let focused: HTMLElement | null = null;
    let all: HTMLElement[] = [];
    let replacement: HTMLElement | null = null;
    const remember = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement) || target === replacement) return;
      focused = target;
      replacement = null;
      all = [...root.querySelectorAll<HTMLElement>(controls)];
    };
    const keep = (): void => {
      const { activeElement, body } = document;
      if (!focused) return;
      if (replacement && activeElement === replacement && isUsable(focused)) {
        focused.focus();
        return;
      }
      const isLost = activeElement === null || activeElement === body || activeElement.matches(":disabled");
      if (!isLost || isUsable(focused)) return;
      const dialog = focused.closest<HTMLElement>('[role="dialog"], [role="alertdialog"]');
      // Never focuses a button in place of a disabled text field,
      // because keys that the author still types for the field would press the button.
      const isField = focused.isConnected && focused.matches("input, textarea");
      replacement = (isField ? undefined : nearest(all, focused)) ?? dialog ?? root.querySelector("[role]");
      replacement?.focus();
    };
    const observer = new MutationObserver(keep);
    observer.observe(root, { subtree: true, childList: true, attributeFilter: ["disabled"] });
    root.addEventListener("focusin", remember);
    return () => {
      observer.disconnect();
      root.removeEventListener("focusin", remember);
    };
  }, [sheet]);
}

/** Returns the usable control nearest to `control` in `all`, preferably after `control`. */
function nearest(all: readonly HTMLElement[], control: HTMLElement): HTMLElement | undefined {
  const at = all.indexOf(control);
  if (at < 0) return undefined;
  const byDistance = all.flatMap((_, distance) => [all[at + distance], all[at - distance]]);
  return byDistance.find((other) => other !== undefined && isUsable(other));
}

function isUsable(control: HTMLElement): boolean {
  return control.isConnected && !control.matches(":disabled") && control.checkVisibility();
}
