import type { FromPage } from "./messages.ts";

/** What must not also move the caret: these do something of their own when clicked. */
const interactive = "a, button, summary, input, label, select, textarea, video, audio";
/** How many characters around a click are told; enough to find the place in a long paragraph. */
const reach = 24;

/**
 * What a click on the page means: a link to open, a place in the text to go to, or nothing. A link never leads the
 * page itself away, except inside the page.
 */
export function readClick(event: MouseEvent, lineAt: (clientY: number) => number): FromPage | undefined {
  const target = event.target instanceof Element ? event.target : undefined;
  const link = target?.closest("a[href], area[href]");
  if (link instanceof HTMLAnchorElement || link instanceof HTMLAreaElement) {
    const inPage = link.getAttribute("href")?.startsWith("#") === true;
    if (inPage && event.button === 0) return undefined;
    event.preventDefault();
    return { type: "link", url: link.href };
  }
  const selecting = getSelection()?.isCollapsed === false;
  if (event.button !== 0 || selecting || !target || target.closest(interactive)) return undefined;
  const words = wordsAt(event.clientX, event.clientY);
  return { type: "clicked", line: lineAt(event.clientY), ...words };
}

function wordsAt(x: number, y: number): { before: string; after: string } {
  const range = document.caretRangeFromPoint(x, y);
  const node = range?.startContainer;
  if (!range || !(node instanceof Text)) return { before: "", after: "" };
  const at = range.startOffset;
  return { before: node.data.slice(Math.max(0, at - reach), at), after: node.data.slice(at, at + reach) };
}
