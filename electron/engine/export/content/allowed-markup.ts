/** Elements that may be part of a paragraph. */
export const inlineElements: ReadonlySet<string> = new Set(
  "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q ruby rt rp s samp small span strong sub sup time u var wbr svg math".split(
    " ",
  ),
);

const blockElements: ReadonlySet<string> = new Set(
  "address article aside blockquote caption col colgroup dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);

export const voidElements: ReadonlySet<string> = new Set(["br", "col", "hr", "img", "wbr"]);

/** Elements that reading systems do not know, and the elements that replace them. */
const replacements: Readonly<Record<string, string>> = {
  acronym: "abbr",
  center: "div",
  dialog: "div",
  dir: "ul",
  hgroup: "div",
  listing: "pre",
  main: "div",
  menu: "ul",
  nav: "div",
  search: "div",
  strike: "s",
  tt: "code",
  xmp: "pre",
};

/** Elements that are removed together with their content. */
const removed: ReadonlySet<string> = new Set(
  "area applet base button canvas datalist embed frame frameset head link map meta meter noembed noframes noscript object optgroup option param progress script select source style template textarea title track".split(
    " ",
  ),
);

/** Elements for media that a book does not contain, but links to. */
export const linkedElements: ReadonlySet<string> = new Set(["audio", "iframe", "video"]);

/**
 * Returns the name that an element has in the exported text.
 * Returns "" if only the content of the element is written. Returns null if the content is dropped as well.
 */
export function writtenName(name: string): string | null {
  if (removed.has(name)) return null;
  const known = replacements[name] ?? name;
  return inlineElements.has(known) || blockElements.has(known) ? known : "";
}

const everywhere = new Set(["class", "dir", "hidden", "title", "translate"]);
const ofElements: Readonly<Record<string, readonly string[]>> = {
  a: ["hreflang"],
  bdo: ["dir"],
  col: ["span"],
  colgroup: ["span"],
  img: ["alt", "height", "width"],
  li: ["value"],
  ol: ["reversed", "start", "type"],
  td: ["colspan", "headers", "rowspan"],
  th: ["abbr", "colspan", "headers", "rowspan", "scope"],
};
const numbers = new Set(["colspan", "height", "rowspan", "span", "start", "value", "width"]);
const roles = new Set(["doc-noteref", "doc-backlink"]);

/** Returns whether an attribute of an HTML element is kept unchanged. */
export function keepsAttribute(element: string, name: string, value: string): boolean {
  if (name === "role") return roles.has(value);
  if (name === "style") return /^text-align:\s*(?:left|right|center);?$/.test(value);
  if (numbers.has(name) && !/^\d{1,6}$/.test(value)) return false;
  if (name === "dir" && !/^(?:ltr|rtl|auto)$/.test(value)) return false;
  return everywhere.has(name) || (ofElements[element]?.includes(name) ?? false);
}
