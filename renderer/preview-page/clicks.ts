import type { FromPage } from "./messages.ts";
import type { SourcePlace } from "./words/source-text.ts";

/** What must not also move the caret: these do something of their own when clicked. */
const interactive = "button, summary, input, select, textarea, video, audio";

/** A place on the page: between which characters it is, where there are some, and where in the window. */
export interface ClickedPlace {
  readonly node: Node | null;
  readonly offset: number;
  readonly clientX: number;
  readonly clientY: number;
}

/**
 * What a click on the page means: a link to open, a place in the text to go to, or nothing. A link never leads the
 * page itself away, except inside the page. Links of the article are words to go to; with Ctrl (Cmd) or the middle button
 * they are opened.
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

/** Whether a label has something to click on; the words of a task are a label, too, of a box that is only looked at. */
function isLive(label: HTMLLabelElement | null): boolean {
  return label?.control != null && !label.control.matches(":disabled");
}

/** What a click means where there is no article to go to: a link to open, or nothing. */
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
  // The nearest words may be far away: an image beside them was meant, or an empty place.
  const isNear = range !== null && (range.startContainer === target || target.contains(range.startContainer));
  return isNear
    ? { node: range.startContainer, offset: range.startOffset, clientX, clientY }
    : { node: null, offset: 0, clientX, clientY };
}
