import type { FromPage } from "./messages.ts";
import type { SourcePosition } from "./words/source-text.ts";

/** Elements that react to clicks. A click on such an element must not also move the caret of the editor. */
const interactive = "button, summary, input, select, textarea, video, audio";

/** A clicked point in the window. For clicked text, also the position in the text of the page. */
export interface ClickedPoint {
  readonly node: Node | null;
  readonly offset: number;
  readonly clientX: number;
  readonly clientY: number;
}

/**
 * Returns the effect of a click on the page: a link to open, a position in the Markdown, or none.
 * A click on a link in the article moves the caret to the link's Markdown.
 * A click with Ctrl (Cmd) or the middle button opens the link.
 */
export function readClick(
  event: MouseEvent,
  article: Element,
  positionOf: (point: ClickedPoint) => SourcePosition,
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
  return { type: "clicked", ...positionOf(pointAt(event, target)) };
}

/** Whether a label belongs to an enabled control. Checkboxes of task lists are disabled. */
function isLive(label: HTMLLabelElement | null): boolean {
  return label?.control != null && !label.control.matches(":disabled");
}

/** Returns the effect of a click on a page without an article: a link to open, or none. */
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

function pointAt({ clientX, clientY }: MouseEvent, target: Element): ClickedPoint {
  const range = document.caretRangeFromPoint(clientX, clientY);
  // Ignores text outside the clicked element, because the text nearest to an image can be far away.
  const isNear = range !== null && (range.startContainer === target || target.contains(range.startContainer));
  return isNear
    ? { node: range.startContainer, offset: range.startOffset, clientX, clientY }
    : { node: null, offset: 0, clientX, clientY };
}
