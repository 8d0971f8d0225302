import type { FromPage } from "./messages.ts";
import type { SourcePlace } from "./words/source-text.ts";

/** Elements with their own click behaviour: a click on them must not also move the caret. */
const interactive = "button, summary, input, select, textarea, video, audio";

/** A point on the page: the text position there, if any, and the position in the window. */
export interface ClickedPlace {
  readonly node: Node | null;
  readonly offset: number;
  readonly clientX: number;
  readonly clientY: number;
}

/**
 * Returns what a click on the page means: a link to open, a text position to go to, or nothing. A link never
 * navigates the page itself, except to an anchor inside it. A click on a link of the article goes to its
 * text; Ctrl (Cmd) or the middle button opens it.
 */
export function readClick(
  event: MouseEvent,
  article: Element,
  placeOf: (place: ClickedPlace) => SourcePlace,
): FromPage | undefined {
  const target = event.target instanceof Element ? event.target : undefined;
  if (!target || event.button === 2) return undefined;
  const link = linkAround(target);
  if (link) {
    const isOpened = event.button !== 0 || event.ctrlKey || event.metaKey || !article.contains(link);
    if (isOpened || leadsInPage(link)) return readLinkClick(event);
    event.preventDefault();
  }
  const selecting = getSelection()?.isCollapsed === false;
  if (event.button !== 0 || selecting || target.closest(interactive) || isLive(target.closest("label"))) {
    return undefined;
  }
  return { type: "clicked", ...placeOf(placeAt(event, target)) };
}

/** Whether a label has an enabled control; task items have labels, too, with a disabled box. */
function isLive(label: HTMLLabelElement | null): boolean {
  return label?.control != null && !label.control.matches(":disabled");
}

/** Returns what a click means on a page without an article: a link to open, or nothing. */
export function readLinkClick(event: MouseEvent): FromPage | undefined {
  const link = event.target instanceof Element ? linkAround(event.target) : undefined;
  if (!link || event.button === 2 || (event.button === 0 && leadsInPage(link))) return undefined;
  event.preventDefault();
  return { type: "link", url: link.href };
}

function linkAround(target: Element): HTMLAnchorElement | HTMLAreaElement | undefined {
  const link = target.closest("a[href], area[href]");
  return link instanceof HTMLAnchorElement || link instanceof HTMLAreaElement ? link : undefined;
}

function leadsInPage(link: Element): boolean {
  return link.getAttribute("href")?.startsWith("#") === true;
}

function placeAt({ clientX, clientY }: MouseEvent, target: Element): ClickedPlace {
  const range = document.caretRangeFromPoint(clientX, clientY);
  // The nearest text may be far away: the click was on an image beside it or on an empty area.
  const isNear = range !== null && (range.startContainer === target || target.contains(range.startContainer));
  return isNear
    ? { node: range.startContainer, offset: range.startOffset, clientX, clientY }
    : { node: null, offset: 0, clientX, clientY };
}
