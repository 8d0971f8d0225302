import { type ReactNode, useEffect, useRef } from "react";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { paneOf } from "../../state/panes/pane-focus.ts";
import { NoticeStack } from "../../ui/notice-stack.tsx";

/**
 * The notices, below the panes, so that a notice that appears does not move the text (decision 0113).
 * If a notice with the focus disappears, the previous element gets the focus back.
 */
export function Notices({ children }: { readonly children: ReactNode }) {
  const { panes } = useApp();
  const t = useTranslate();
  const place = useRef<HTMLElement>(null);

  useEffect(
    () =>
      panes.register("notices", () =>
        place.current?.querySelector<HTMLElement>(".notice:not([data-folded])")?.focus(),
      ),
    [panes],
  );
  useEffect(() => {
    const section = place.current;
    if (!section) return;
    // The element that had the focus before the notices. Null if the focus was outside of the page.
    let from: Element | null = null;
    let isHere = false;
    const enter = ({ relatedTarget }: FocusEvent): void => {
      if (!isHere) from = relatedTarget instanceof Element ? relatedTarget : null;
      isHere = true;
    };
    const leave = ({ relatedTarget }: FocusEvent): void => {
      // If no other element receives the focus, the notices still count as focused.
      if (relatedTarget instanceof Element && !section.contains(relatedTarget)) isHere = false;
    };
    const changed = new MutationObserver(() => {
      if (!isHere || document.activeElement !== document.body) return;
      isHere = false;
      if (from instanceof HTMLElement && from.isConnected) from.focus();
      // If `from` cannot take the focus, the pane that contains `from` gets the focus.
      // If no pane contains `from`, the editor gets the focus.
      if (document.activeElement === document.body) panes.focus(from ? (paneOf(from) ?? "editor") : "editor");
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
    <section ref={place} className="notices" data-bar="notices" aria-label={t("notices.label")}>
      <NoticeStack moreLabel={(count) => t("notices.more", { count })} fewerLabel={t("notices.fewer")}>
        {children}
      </NoticeStack>
    </section>
  );
}
