import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";

export type Element = DefaultTreeAdapterTypes.Element;
export type Parent = DefaultTreeAdapterTypes.ParentNode;
type Node = DefaultTreeAdapterTypes.Node;

/** A page as the parser of a browser without script reads it, so that what is said to its readers is read too. */
export function parsePage(html: string): Parent {
  return parse(html, { scriptingEnabled: false });
}

/** A piece of HTML as a browser's parser reads it. */
export function parsePiece(html: string): Parent {
  return parseFragment(html);
}

/** Every element below a node, in the order of the text. */
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

/** The elements of that name. */
export function elementsNamed(parent: Parent, ...names: readonly string[]): Element[] {
  return [...elementsIn(parent)].filter(({ tagName }) => names.includes(tagName));
}

/** The value of an attribute; undefined when it is not there. */
export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}

export function hasClass(element: Element, name: string): boolean {
  return (attributeOf(element, "class") ?? "").split(/\s+/).includes(name);
}

/** The text in a node, as it stands. */
export function textIn(parent: Parent): string {
  return parent.childNodes
    .map((child) => ("value" in child ? child.value : "childNodes" in child ? textIn(child) : ""))
    .join("");
}

/** Every address in an element's attributes, as written. */
export function addressesOf(element: Element): string[] {
  return element.attrs.flatMap(({ name, value }) => {
    if (["href", "src", "poster", "cite", "data", "action"].includes(name)) return [value];
    if (name === "srcset") return candidatesOf(value);
    const isRefresh = name === "content" && attributeOf(element, "http-equiv") === "refresh";
    return isRefresh ? [value.replace(/^[^=]*url=/, "")] : [];
  });
}

/** URLs of a `srcset`, by the rules of the HTML standard: a comma ends one only at its end or after a descriptor. */
function candidatesOf(sourceSet: string): string[] {
  return [...sourceSet.matchAll(/[\s,]*(\S+)([^,]*)/g)].map(([, url = ""]) => url.replace(/,+$/, ""));
}
