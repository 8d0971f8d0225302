import { type DefaultTreeAdapterTypes, parse, parseFragment, serialize, serializeOuter } from "parse5";

export type Element = DefaultTreeAdapterTypes.Element;
export type ParentNode = DefaultTreeAdapterTypes.ParentNode;
export type ChildNode = DefaultTreeAdapterTypes.ChildNode;

/** Parses a whole HTML document. */
export function parseDocument(html: string): ParentNode {
  return parse(html);
}

/**
 * Appends nodes to a list in reverse order.
 * Appends the nodes one by one, because `push` with very many arguments overflows the stack.
 */
export function pushReversed<T>(list: T[], nodes: readonly T[]): void {
  for (let at = nodes.length - 1; at >= 0; at -= 1) list.push(nodes[at] as T);
}

/** Yields all nodes of a tree, in order. Not recursive, because old pages nest very deeply. */
export function* nodesIn(root: ParentNode): Generator<ChildNode> {
  const open: ChildNode[] = [...root.childNodes].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    if ("childNodes" in node) pushReversed(open, node.childNodes);
  }
}

/** Yields all elements of a tree, in order. */
export function* elementsIn(root: ParentNode): Generator<Element> {
  for (const node of nodesIn(root)) if ("tagName" in node) yield node;
}

/** Returns the first element for which `fits` is true, or undefined. */
export function firstElement(root: ParentNode, fits: (element: Element) => boolean): Element | undefined {
  for (const element of elementsIn(root)) if (fits(element)) return element;
  return undefined;
}

/** Returns the value of an attribute. Returns "" if it is missing. */
export function attributeOf(element: Element, name: string): string {
  return element.attrs.find((attribute) => attribute.name === name)?.value ?? "";
}

export function setAttribute(element: Element, name: string, value: string): void {
  element.attrs = [...element.attrs.filter((attribute) => attribute.name !== name), { name, value }];
}

export function hasClass(element: Element, name: string): boolean {
  return attributeOf(element, "class").split(/\s+/).includes(name);
}

/** Returns the text of an element, including the elements inside it. Removes spaces at both ends. */
export function textOf(root: ParentNode): string {
  return wholeTextOf(root).trim();
}

/** Returns the text of an element, including the elements inside it. Keeps all spaces. */
export function wholeTextOf(root: ParentNode): string {
  const parts: string[] = [];
  for (const node of nodesIn(root)) if ("value" in node) parts.push(node.value);
  return parts.join("");
}

/** Removes an element from its tree. */
export function detach(element: Element): void {
  const siblings = element.parentNode?.childNodes ?? [];
  const at = siblings.indexOf(element);
  if (at >= 0) siblings.splice(at, 1);
}

/** Replaces an element with HTML. */
export function replaceWith(element: Element, html: string): void {
  const parent = element.parentNode;
  const at = parent?.childNodes.indexOf(element) ?? -1;
  if (!parent || at < 0) return;
  const nodes = parseFragment(html).childNodes;
  for (const node of nodes) node.parentNode = parent;
  parent.childNodes.splice(at, 1, ...nodes);
}

/** Returns the HTML inside an element. */
export function innerHtml(root: ParentNode): string {
  return serialize(root);
}

/** Returns the HTML of an element, including the element's tags. */
export function outerHtml(element: Element): string {
  return serializeOuter(element);
}

/**
 * Changes the elements of a piece of HTML. `change` may remove the element that it receives.
 * Returns HTML unchanged if its elements are nested too deeply for the parser.
 */
export function withElements(html: string, change: (element: Element) => void): string {
  try {
    const root = parseFragment(html);
    for (const element of [...elementsIn(root)]) change(element);
    return serialize(root);
  } catch (error) {
    if (error instanceof RangeError) return html;
    throw error;
  }
}
