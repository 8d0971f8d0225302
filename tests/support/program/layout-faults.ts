import type { Page } from "@playwright/test";

/**
 * Returns faults of the layout that a user would notice at once.
 * Finds text that is cut off, text outside the window, and overlapping controls.
 * Ignores parts of the window that a sheet or another layer covers.
 * Text that CSS shortens with an ellipsis is a fault on a button. Elsewhere, it is a fault without a tooltip.
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const sheets = [...document.querySelectorAll(".sheet-dialog, .popover")];
    const root = sheets.at(-1) ?? document.querySelector(".frame") ?? document.body;
    const left = ".monaco-editor, iframe, .visually-hidden, [aria-hidden='true'] svg";
    const faults: string[] = [];

    interface Box {
      left: number;
      top: number;
      right: number;
      bottom: number;
    }
    const name = (element: Element): string =>
      `<${element.tagName.toLowerCase()} class="${element.className}"> “${(element.textContent ?? "").slice(0, 40)}”`;
    const isVisible = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest(left);
    /** Returns the visible part of a box, and whether the hidden rest can be scrolled into view. */
    const seenPart = (element: Element, box: Box): { seen: Box; cut: Element | null } => {
      let seen: Box = { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
      let cut: Element | null = null;
      let scrolls = false;
      for (let at: Element | null = element; at; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.overflowX === "visible" && style.overflowY === "visible") continue;
        const frame = at.getBoundingClientRect();
        const isOut =
          seen.left < frame.left - 1 ||
          seen.right > frame.right + 1 ||
          seen.top < frame.top - 1 ||
          seen.bottom > frame.bottom + 1;
        scrolls ||= /auto|scroll/.test(style.overflowX + style.overflowY);
        const isMeant = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
        if (isOut && !scrolls && !isMeant) cut ??= at;
        seen = {
          left: Math.max(seen.left, frame.left),
          top: Math.max(seen.top, frame.top),
          right: Math.min(seen.right, frame.right),
          bottom: Math.min(seen.bottom, frame.bottom),
        };
      }
      return { seen, cut };
    };

    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || !node.nodeValue?.trim() || !isVisible(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      const { cut, seen } = seenPart(element, box);
      if (cut) faults.push(`${name(element)} is cut off by ${name(cut)}`);
      const isShortened =
        getComputedStyle(element).textOverflow === "ellipsis" &&
        element.scrollWidth > element.clientWidth + 1;
      if (isShortened && !element.closest("[title]")) faults.push(`${name(element)} has no tooltip`);
      if (seen.right > innerWidth + 1 || seen.bottom > innerHeight + 1)
        faults.push(`${name(element)} leaves the window`);
    }
    for (const control of root.querySelectorAll("button, input")) {
      if (isVisible(control) && control.scrollWidth > control.clientWidth + 1) {
        faults.push(`${name(control)} ${(control as HTMLInputElement).value} has no room`);
      }
    }

    const kinds = "button, textarea, input, a[href], [role=row], [role=option], label.choice-option";
    const controls = [...root.querySelectorAll(kinds)]
      .filter((element) => isVisible(element))
      .map((element) => ({ element, box: seenPart(element, element.getBoundingClientRect()).seen }))
      .filter(({ box }) => box.right - box.left > 2 && box.bottom - box.top > 2);
    for (const [index, one] of controls.entries()) {
      for (const other of controls.slice(index + 1)) {
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        const isInside = one.element.contains(other.element) || other.element.contains(one.element);
        // A field may contain a button.
        const field = one.element.closest(".filter, .field");
        if (width <= 1 || height <= 1 || isInside || field?.contains(other.element)) continue;
        faults.push(`${name(one.element)} lies on ${name(other.element)}`);
      }
    }
    return faults;
  });
}
