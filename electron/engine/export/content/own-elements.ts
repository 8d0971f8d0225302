import type { DefaultTreeAdapterTypes } from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** Elements that HTML permits only in certain parents. In other parents, `instead` replaces them. */
const homes: Readonly<Record<string, { readonly parents: readonly string[]; readonly instead: string }>> = {
  dd: { parents: ["dl"], instead: "div" },
  dt: { parents: ["dl"], instead: "div" },
  figcaption: { parents: ["figure"], instead: "div" },
  li: { parents: ["ol", "ul"], instead: "div" },
  rp: { parents: ["ruby"], instead: "span" },
  rt: { parents: ["ruby"], instead: "span" },
  summary: { parents: ["details"], instead: "div" },
};

/**
 * Changes the children of an element so that HTML permits them there.
 * Puts the children of a list into items. Renames other children that HTML does not permit.
 */
export function ownElements(children: readonly Node[], parent: string): readonly Node[] {
  if (parent === "ul" || parent === "ol") return children.flatMap((child) => itemOf(child));
  const captions = children.filter((child) => child.nodeName === "figcaption");
  const solid = children.filter((child) => !isBlank(child));
  return children.map((child) => {
    if (!("tagName" in child)) return child;
    const isMiddle =
      child.tagName === "figcaption" &&
      (captions.length > 1 || (child !== solid[0] && child !== solid.at(-1)));
    const isLate = child.tagName === "summary" && child !== solid[0];
    if (child.tagName === "details" && !startsWithSummary(child)) return renamed(child, "div");
    if (child.tagName === "dl" && !isPaired(child)) return renamed(child, "div");
    const home = homes[child.tagName];
    if (!home || (home.parents.includes(parent) && !isMiddle && !isLate)) return child;
    return renamed(child, home.instead);
  });
}

function itemOf(child: Node): Node[] {
  if (isBlank(child) || child.nodeName === "li") return [child];
  return [{ ...emptyItem, childNodes: [child] } as unknown as Element];
}

const emptyItem = {
  nodeName: "li",
  tagName: "li",
  attrs: [],
  namespaceURI: "http://www.w3.org/1999/xhtml",
};

function renamed(node: Element, name: string): Element {
  return { ...node, nodeName: name, tagName: name };
}

function isBlank(node: Node): boolean {
  return node.nodeName === "#comment" || ("value" in node && node.value.trim() === "");
}

function startsWithSummary({ childNodes }: Element): boolean {
  return childNodes.find((child) => !isBlank(child))?.nodeName === "summary";
}

/** Whether each group of terms in a definition list is followed by definitions. */
function isPaired({ childNodes }: Element): boolean {
  const letters = childNodes
    .filter((child) => !isBlank(child))
    .map(({ nodeName }) => (nodeName === "dt" ? "t" : nodeName === "dd" ? "d" : "x"));
  return /^(?:t+d+)+$/.test(letters.join(""));
}
