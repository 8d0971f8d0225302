import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";

export type Element = DefaultTreeAdapterTypes.Element;
export type Parent = DefaultTreeAdapterTypes.ParentNode;
type Node = DefaultTreeAdapterTypes.Node;

/** Parses a page as a browser without scripts does, so that the content of `<noscript>` is parsed, too. */
export function parsePage(html: string): Parent {
  return parse(html, { scriptingEnabled: false });
}

/** Parses an HTML fragment as a browser does. */
export function parsePiece(html: string): Parent {
  return parseFragment(html);
}

/** Yields every element below a node, in document order. */
export function* elementsIn(parent: Parent): Generator<Element> {
  for (const child of parent.childNodes) {
    if (!isElement(child)) continue;
    yield child;
    yield* elementsIn(child);
  }
}

function isElement(node: Node): node is Element {
  return "tagName" in node;
}

/** Returns the elements with one of these names. */
export function elementsNamed(parent: Parent, ...names: readonly string[]): Element[] {
  return [...elementsIn(parent)].filter(({ tagName }) => names.includes(tagName));
}

/** Returns the value of an attribute. Returns undefined if it is missing. */
export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}

export function hasClass(element: Element, name: string): boolean {
  return (attributeOf(element, "class") ?? "").split(/\s+/).includes(name);
}

/** Returns the text in a node, unchanged. */
export function textIn(parent: Parent): string {
  return parent.childNodes
    .map((child) => ("value" in child ? child.value : "childNodes" in child ? textIn(child) : ""))
    .join("");
}

/** Returns every URL in an element's attributes, as written. */
export function addressesOf(element: Element): string[] {
  return element.attrs.flatMap(({ name, value }) => {
    if (["href", "src", "poster", "cite", "data", "action"].includes(name)) return [value];
    if (name === "srcset") return candidatesOf(value);
    const isRefresh = name === "content" && attributeOf(element, "http-equiv") === "refresh";
    return isRefresh ? [value.replace(/^[^=]*url=/, "")] : [];
  });
}

/**
 * Returns the URLs of a `srcset` by the rules of the HTML standard.
 * A comma ends a URL only at the URL's end or after a descriptor.
 */
function candidatesOf(sourceSet: string): string[] {
  return [...sourceSet.matchAll(/[\s,]*(\S+)([^,]*)/g)].map(([, url = ""]) => url.replace(/,+$/, ""));
}
