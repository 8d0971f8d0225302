import { parseFragment } from "parse5";
import { decoded } from "#contract/text/percent-encoding.ts";
import {
  attributeOf,
  type Element,
  elementsIn,
  firstElement,
  type ParentNode,
} from "../../html/html-tree.ts";

/** Elements whose id is kept in the Markdown. */
const keepsId = /^(?:a|h[1-6])$/;
/** Elements that can have an anchor as their first child. */
const takesAnchor =
  /^(?:p|div|section|article|aside|header|footer|main|li|dt|dd|td|th|blockquote|span|b|i|u|s|em|strong|small|big|sub|sup|font|center|cite|figure|figcaption|ins|del|mark|q|address)$/;

/**
 * Adds an anchor to each element that a link in the same text points to.
 * Headings and `a` elements keep their ids in Markdown. All other elements would lose them.
 */
export function addAnchors(root: ParentNode): void {
  const wanted = new Set<string>();
  for (const element of elementsIn(root)) {
    const href = element.tagName === "a" ? attributeOf(element, "href").trim() : "";
    if (href.startsWith("#") && href.length > 1) wanted.add(decoded(href.slice(1)));
  }
  if (wanted.size === 0) return;
  for (const element of [...elementsIn(root)]) {
    const id = attributeOf(element, "id");
    if (!wanted.has(id) || keepsId.test(element.tagName) || !/^[\p{L}\p{N}_:.-]+$/u.test(id)) continue;
    wanted.delete(id);
    addAnchor(element, id);
  }
}

/** Whether HTML may contain a link to an element of the same text. */
export function mayHaveAnchors(html: string): boolean {
  return /\bhref\s*=\s*["']?#/i.test(html) && /\sid\s*=/i.test(html);
}

function addAnchor(element: Element, id: string): void {
  const [anchor] = parseFragment(`<a id="${id}"></a>`).childNodes;
  const inside = takesAnchor.test(element.tagName)
    ? element
    : firstElement(element, ({ tagName }) => /^(?:li|dt|dd|td|th|p|div)$/.test(tagName));
  const parent = inside ?? element.parentNode;
  if (!anchor || !parent) return;
  element.attrs = element.attrs.filter(({ name }) => name !== "id");
  const at = inside ? 0 : parent.childNodes.indexOf(element);
  anchor.parentNode = parent;
  parent.childNodes.splice(Math.max(at, 0), 0, anchor);
}
