import { type ReactNode, useEffect, useRef } from "react";
import { useApp } from "../../state/app.ts";
import { type PaneName, paneNames } from "../../state/pane-focus.ts";
import { useTranslate } from "../../state/language.ts";

/** The notices above the panes. F6 includes them; when a focused one disappears, the focus returns. */
export function Notices({ children }: { readonly children: ReactNode }) {
  const { panes } = useApp();
  const t = useTranslate();
  const place = useRef<HTMLElement>(null);

  useEffect(
    () => panes.register("notices", () => place.current?.querySelector<HTMLElement>(".notice")?.focus()),
    [panes],
  );
  useEffect(() => {
    const section = place.current;
    if (!section) return;
    // Where the focus was before it moved here: null for outside of the window's own page, such as the
    // preview
    let from: Element | null = null;
    let isHere = false;
    const enter = ({ relatedTarget }: FocusEvent): void => {
      if (!isHere) from = relatedTarget instanceof Element ? relatedTarget : null;
      isHere = true;
    };
    const leave = ({ relatedTarget }: FocusEvent): void => {
      // To nowhere: the window lost the focus, or the button was removed
      if (relatedTarget instanceof Element && !section.contains(relatedTarget)) isHere = false;
    };
    const changed = new MutationObserver(() => {
      if (!isHere || document.activeElement !== document.body) return;
      isHere = false;
      if (from instanceof HTMLElement && from.isConnected) from.focus();
      // A pane's element can be focused only through `panes`.
      if (document.activeElement === document.body) panes.focus(paneOf(from) ?? "editor");
    });
    section.addEventListener("focusin", enter);
    section.addEventListener("focusout", leave);
    changed.observe(section, { childList: true, subtree: true });
    return () => {
      section.removeEventListener("focusin", enter);
      section.removeEventListener("focusout", leave);
      changed.disconnect();
    };
  }, [panes]);

  return (
    <section ref={place} className="notices" aria-label={t("notices.label")}>
      {children}
    </section>
  );
}

function paneOf(element: Element | null): PaneName | undefined {
  const name = element?.closest("[data-pane]")?.getAttribute("data-pane");
  return paneNames.find((pane) => pane === name);
}
