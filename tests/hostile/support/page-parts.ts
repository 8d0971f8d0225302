import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Every element of a piece of HTML as browsers read it, with those inside templates. */
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

/** The elements of a page with the names of their attributes, in order: two pages of one shape have the same. */
export function shapeOf(html: string): string[] {
  return elementsOf(html).map(
    ({ tagName, attrs }) => `${tagName} ${attrs.map(({ name }) => name).join(" ")}`,
  );
}

/** Addresses that leave it to their words what happens. */
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

/** How formulas and the columns of tables look: words and lengths alone. */
function isLook(namespace: string, style: string): boolean {
  return /^text-align:\w+$/.test(style) || (namespace.endsWith("MathML") && /^[\w\s:;.,%#-]*$/.test(style));
}

/** What of a piece of HTML runs, as far as can be seen: handlers, elements that run, addresses that run. */
export function activeParts(html: string): string[] {
  return elementsOf(html).flatMap(({ tagName, namespaceURI, attrs }) => {
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
