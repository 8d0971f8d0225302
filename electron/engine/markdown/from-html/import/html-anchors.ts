import { parseFragment } from "parse5";
import { decoded } from "#contract/text/percent-encoding.ts";
import {
  attributeOf,
  type Element,
  elementsIn,
  firstElement,
  type ParentNode,
  setAttribute,
} from "../../html/html-tree.ts";

/** Elements whose id is always kept in the Markdown. */
const keepsId = /^h[1-6]$/;
/** Elements that can have an anchor as their first child. */
const takesAnchor =
  /^(?:p|div|section|article|aside|header|footer|main|li|dt|dd|td|th|blockquote|span|b|i|u|s|em|strong|small|big|sub|sup|font|center|cite|figure|figcaption|ins|del|mark|q|address)$/;

/** Matches the name of an anchor if Markdown can keep the name as the `id` of an element. */
export const placeName = /^[^\s"'<>&|`]+$/;

/**
 * Adds an anchor to each element to which a link leads, from the same text or from another text.
 * `linked` contains the fragments of links in other texts.
 * Skips headings, because they keep their ids in Markdown.
 * A link gets the attribute `data-anchor` instead of an anchor.
 */
export function addAnchors(root: ParentNode, linked: ReadonlySet<string>): void {
  const wanted = new Set(linked);
  for (const element of elementsIn(root)) {
    const href = element.tagName === "a" ? attributeOf(element, "href").trim() : "";
    if (href.startsWith("#") && href.length > 1) wanted.add(decoded(href.slice(1)));
  }
  if (wanted.size === 0) return;
  for (const element of [...elementsIn(root)]) {
    const id = attributeOf(element, "id");
    if (!wanted.has(id) || keepsId.test(element.tagName) || !placeName.test(id)) continue;
    wanted.delete(id);
    if (element.tagName === "a") setAttribute(element, "data-anchor", "");
    else addAnchor(element, id);
  }
}

/** Whether HTML may contain an id to which a link leads. `linked` contains ids from links in other texts. */
export function mayHaveAnchors(html: string, linked: ReadonlySet<string>): boolean {
  const ids = html.matchAll(/\sid\s*=\s*["']?([^\s"'>]+)/gi);
  const isLinked = /\bhref\s*=\s*["']?#/i.test(html);
  for (const [, id = ""] of ids) if (isLinked || linked.has(id)) return true;
  return false;
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
