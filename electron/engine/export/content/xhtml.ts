import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import { legalText } from "#engine/base/text/legal-text.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import {
  inlineElements,
  keepsAttribute,
  linkedElements,
  voidElements,
  writtenName,
} from "./allowed-markup.ts";
import { ownElements } from "./own-elements.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** How the links, images and ids of a text are written. */
export interface TextPlaces {
  /** Returns the address of a link, or null if the link would lead nowhere. */
  link(href: string): string | null;
  /** Returns the address of an image in the exported file, or null if the file does not contain the image. */
  image(src: string): string | null;
  /** Returns the web address of a file that is not in the export, such as a video, or null if it has none. */
  outside(src: string): string | null;
  id(id: string): string;
  /** Whether the text becomes part of an EPUB. Only an EPUB marks footnotes with `epub:type`. */
  readonly isEpub: boolean;
}

const htmlNamespace = "http://www.w3.org/1999/xhtml";
/** Maximum depth of nested elements. With deeper nesting, reading systems or this program could fail. */
const deepest = 200;

/** Returns all ids in an HTML fragment. */
export function idsIn(html: string): Set<string> {
  const ids = new Set<string>();
  const pending: Node[] = [...parseFragment(html).childNodes];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (!("tagName" in node)) continue;
    const id = attributeOf(node, "id");
    if (id !== undefined) ids.add(id);
    for (const child of node.childNodes) pending.push(child);
  }
  return ids;
}

/**
 * Converts any HTML fragment to well-formed XHTML that EPUB permits.
 * Unknown elements are replaced by their content; scripts, forms and embedded pages are left out.
 */
export function xhtmlOf(html: string, places: TextPlaces): string {
  const written = new Set<string>();
  const writer = { places, written };
  return ownElements(parseFragment(html).childNodes, "section")
    .map((node) => write(node, writer, 0))
    .join("");
}

interface Writer {
  readonly places: TextPlaces;
  /** Ids that were already written, because an id must occur only once. */
  readonly written: Set<string>;
}

function write(node: Node, writer: Writer, depth: number): string {
  if (node.nodeName === "#text" && "value" in node) return escapeMarkup(legalText(node.value));
  if (!("tagName" in node) || depth > deepest) return "";
  if (node.namespaceURI !== htmlNamespace) return writeForeign(node, writer, depth);
  const name = writtenName(node.tagName);
  if (name === null) return "";
  if (linkedElements.has(node.tagName)) return writeOutside(node, writer);
  if (node.tagName === "input") return writeBox(node);
  if (node.tagName === "img") return writeImage(node, writer);
  const inside = (): string =>
    ownElements(node.childNodes, name)
      .map((child) => write(child, writer, depth + 1))
      .join("");
  const isTorn = (inlineElements.has(name) && name !== "a") || /^h[1-6]$/.test(name);
  if (name === "" || (isTorn && hasBlock(node))) return inside();
  if (name === "a") {
    const href = attributeOf(node, "href");
    const address = href === undefined ? null : writer.places.link(href);
    const attributes = attributesOf(node, name, writer);
    if (address === null) return `<span${attributes.replace(/ role="[^"]*"/, "")}>${inside()}</span>`;
    const type = attributeOf(node, "role") === "doc-noteref" ? noteType("noteref", writer) : "";
    return `<a href="${escapeMarkup(address)}"${attributes}${type}>${inside()}</a>`;
  }
  // Opens every `<details>`, because readers cannot open a closed one on paper or in some reading systems.
  const open = name === "details" ? ' open=""' : "";
  const start = `<${name}${open}${attributesOf(node, name, writer)}${typeOf(node, name, writer)}`;
  return voidElements.has(name) ? `${start}/>` : `${start}>${inside()}</${name}>`;
}

/**
 * Returns the attribute `epub:type` for the notes at the end of a text, and "" for other elements.
 * With `epub:type`, many reading systems show a note beside the reference to the note.
 */
function typeOf(node: Element, name: string, writer: Writer): string {
  if (name === "section" && isNotes(node)) return noteType("footnotes", writer);
  const isNote = name === "li" && /^fn/.test(attributeOf(node, "id") ?? "");
  const list = node.parentNode;
  const around = list && "parentNode" in list ? list.parentNode : null;
  return isNote && around && "tagName" in around && isNotes(around) ? noteType("footnote", writer) : "";
}

function isNotes(node: Element): boolean {
  return attributeOf(node, "role") === "doc-endnotes";
}

function noteType(type: string, { places }: Writer): string {
  return places.isEpub ? ` epub:type="${type}"` : "";
}

function attributesOf(node: Element, name: string, { places, written }: Writer): string {
  let text = "";
  let isNamed = false;
  for (const { name: key, value } of node.attrs) {
    if (key === "id" && /\S/.test(value)) {
      const id = places.id(value);
      if (!written.has(id)) text += ` id="${escapeMarkup(id)}"`;
      written.add(id);
    } else if (key === "lang" && /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/.test(value)) {
      text += ` lang="${value}" xml:lang="${value}"`;
    } else if (keepsAttribute(name, key, value)) {
      text += ` ${key}="${escapeMarkup(legalText(value))}"`;
      isNamed ||= key === "role";
    }
  }
  const label = isNamed ? attributeOf(node, "aria-label") : undefined;
  return label === undefined ? text : `${text} aria-label="${escapeMarkup(legalText(label))}"`;
}

function writeImage(node: Element, writer: Writer): string {
  const src = attributeOf(node, "src") ?? "";
  const alt = attributeOf(node, "alt") ?? "";
  const address = writer.places.image(src);
  if (address === null) return writeOutside(node, writer, alt);
  const attributes = attributesOf(node, "img", writer);
  const described = attributeOf(node, "alt") === undefined ? ' alt=""' : "";
  return `<img src="${escapeMarkup(address)}"${described}${attributes}/>`;
}

/** Writes a link to an image or film that the exported file does not contain. */
function writeOutside(node: Element, { places }: Writer, words = ""): string {
  const source = node.childNodes.find(
    (child): child is Element => "tagName" in child && child.tagName === "source",
  );
  const src = attributeOf(node, "src") ?? (source && attributeOf(source, "src")) ?? "";
  const address = places.outside(src);
  const text = escapeMarkup(legalText(words.trim() || attributeOf(node, "title") || (address ?? "")));
  return address === null ? text : `<a href="${escapeMarkup(address)}">${text}</a>`;
}

/** Writes a check box as a character, because books have no forms. */
function writeBox(node: Element): string {
  if (attributeOf(node, "type") !== "checkbox") return "";
  return attributeOf(node, "checked") === undefined ? "☐" : "☑";
}

/** Writes a drawing or formula, without scripts and without references to other files. */
function writeForeign(node: Element, writer: Writer, depth: number): string {
  const { tagName: name } = node;
  if (!/^[A-Za-z][\w.-]*$/.test(name) || /^(?:script|style|foreignObject|image|use|a)$/i.test(name))
    return "";
  const isRoot = name === "svg" || name === "math";
  const isFormula = node.namespaceURI.endsWith("MathML");
  let attributes = isRoot ? ` xmlns="${node.namespaceURI}"` : "";
  for (const { name: key, value, prefix } of node.attrs) {
    if (prefix !== undefined && prefix !== "") continue;
    if (!/^[A-Za-z][\w.-]*$/.test(key) || /^(?:on.*|xmlns|tabindex|href|data-.*)$/i.test(key)) continue;
    if (isFormula && /^(?:style|class)$/.test(key)) continue;
    const isId = key === "id" || key === "aria-labelledby";
    const text = isId ? value.split(/\s+/).map(writer.places.id).join(" ") : value;
    attributes += ` ${key}="${escapeMarkup(legalText(text))}"`;
  }
  const inside = node.childNodes.map((child) => write(child, writer, depth + 1)).join("");
  return inside === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`;
}

function hasBlock(node: Element): boolean {
  return node.childNodes.some((child) => {
    if (!("tagName" in child) || child.namespaceURI !== htmlNamespace) return false;
    const name = writtenName(child.tagName);
    return (name !== null && name !== "" && !inlineElements.has(name)) || hasBlock(child);
  });
}

function attributeOf(node: Element, name: string): string | undefined {
  return node.attrs.find((attribute) => attribute.name === name)?.value;
}
