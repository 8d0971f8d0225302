import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Returns every element of an HTML fragment as browsers parse it, including those inside templates. */
export function elementsOf(html: string): Element[] {
  return elementsIn(html.startsWith("<!") ? parse(html) : parseFragment(html));
}

function elementsIn(node: Node): Element[] {
  const children: Node[] = "childNodes" in node ? [...node.childNodes] : [];
  if ("content" in node) children.push(node.content as Node);
  return children.flatMap((child) =>
    "tagName" in child ? [child, ...elementsIn(child)] : elementsIn(child),
  );
}

/**
 * Returns the elements of a page with the names of their attributes, in order.
 * Two pages with the same structure have the same result.
 */
export function shapeOf(elements: readonly Element[]): string[] {
  return elements.map(({ tagName, attrs }) => `${tagName} ${attrs.map(({ name }) => name).join(" ")}`);
}

/** Matches URLs whose content is executed or shown. */
const active = /^(?:javascript|vbscript|livescript|data|blob|filesystem|view-source|feed):/;
const addressed = new Set([
  "href",
  "src",
  "action",
  "formaction",
  "xlink:href",
  "poster",
  "cite",
  "data",
  "background",
]);

/**
 * Whether a style only affects the look of formulas and table columns: it consists of keywords and lengths.
 */
function isLook(namespace: string, style: string): boolean {
  return /^text-align:\w+$/.test(style) || (namespace.endsWith("MathML") && /^[\w\s:;.,%#-]*$/.test(style));
}

/**
 * Returns the parts of an HTML fragment that run code: handlers, elements and URLs.
 * Finds only parts whose code is visible in the fragment.
 */
export function activeParts(html: string): string[] {
  return activePartsOf(elementsOf(html));
}

/** Returns the parts of these elements that run code. */
export function activePartsOf(elements: readonly Element[]): string[] {
  return elements.flatMap(({ tagName, namespaceURI, attrs }) => {
    const isActing = /^(?:script|iframe|object|embed|base|meta|link|form|style|frame|frameset|applet)$/.test(
      tagName,
    );
    const acting = attrs.filter(({ name, value }) => {
      if (name === "style") return !isLook(namespaceURI, value);
      if (name.startsWith("on") || name === "srcdoc") return true;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers pass over them
      return addressed.has(name) && active.test(value.replace(/[\u0000-\u0020]/g, "").toLowerCase());
    });
    return [...(isActing ? [`<${tagName}>`] : []), ...acting.map(({ name, value }) => `${name}="${value}"`)];
  });
}
