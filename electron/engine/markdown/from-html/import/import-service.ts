import { escapeAttribute } from "#engine/base/markup.ts";
import { decoded } from "#contract/text/percent-encoding.ts";
import type TurndownService from "turndown";
import { createBaseService } from "../base-service.ts";
import { hasMixedColumn, pastedTables, tableMarkdown } from "../pasted-tables.ts";
import { slugify } from "../../render/heading-ids.ts";
import { addAlignmentRules, aligned, alignedTable, isBesideText } from "./html-alignment.ts";
import { placeName } from "./html-anchors.ts";
import { htmlBlock, safeHtml } from "./html-block.ts";
import { isScript } from "./html-facts.ts";
import { addFootnoteRules } from "./html-footnotes.ts";
import { addPictureRules, hasPosition, oneLine, target } from "./html-pictures.ts";

/** A kind of content that a conversion drops or keeps as HTML. An import's report counts each kind. */
export type ConversionNote = "script" | "style" | "embed" | "table" | "form" | "align";

export interface ImportServiceOptions {
  /** Whether a single line break in the Markdown is a line break on the page. */
  readonly breaks: boolean;
  readonly note: (note: ConversionNote) => void;
  /** Receives the address of each link and returns the new address. */
  readonly link: (href: string) => string;
}

const embeds = elements("iframe,object,embed,video,audio,svg,canvas");
const forms = elements("form,input,button,select,textarea,fieldset,details,map,math,marquee");
const removed = elements("script,style,meta,link,title,noscript,template");
/** Inline elements for which Markdown has no notation. They stay HTML and keep only the attribute `title`. */
const inlineElements = elements("sub,sup,u,small,mark,ins,kbd,abbr,q,dfn,samp,var,big,tt");
/** Elements whose Markdown must not contain an empty line. */
const oneParagraph = elements("td,th,a,h1,h2,h3,h4,h5,h6");

/** Returns names as a set. A set is faster than a selector, which the parser compiles for each node. */
function elements(names: string): ReadonlySet<string> {
  return new Set(names.split(","));
}

function isOneOf(node: Node, names: ReadonlySet<string>): boolean {
  return names.has(node.nodeName.toLowerCase());
}

/** Creates the converter of imported HTML. The converter keeps everything that a page shows. */
export function createImportService(options: ImportServiceOptions): TurndownService {
  const { note } = options;
  const service = createBaseService({
    br: options.breaks ? "" : "  ",
    blankReplacement: (_, node) => {
      if (isElement(node) && isOneOf(node, embeds)) return keep(node, "embed", note);
      return "isBlock" in node && node.isBlock ? "\n\n" : "";
    },
  });
  escapeMore(service);
  service.use(pastedTables);
  service.remove((node) => {
    const isRemoved = isOneOf(node, removed);
    if (isRemoved && node.nodeName === "SCRIPT") note("script");
    return isRemoved;
  });
  service.addRule("embed", {
    filter: (node) => isOneOf(node, embeds),
    replacement: (_, node) => keep(node as HTMLElement, "embed", note),
  });
  service.addRule("form", {
    filter: (node) => isOneOf(node, forms),
    replacement: (_, node) => keep(node as HTMLElement, "form", note),
  });
  const noteAlignment = (): void => note("align");
  const plainTable = tableMarkdown(service);
  service.addRule("importedTable", {
    filter: "table",
    replacement: (content, node, turndown) =>
      isPlainTable(node as HTMLTableElement)
        ? alignedTable(plainTable(content, node, turndown), node as HTMLElement, noteAlignment)
        : keep(node as HTMLElement, "table", note),
  });
  service.addRule("inlineHtml", {
    filter: (node) => isOneOf(node, inlineElements),
    replacement: (content, node) => inlineHtml(content, node as HTMLElement),
  });
  service.addRule("look", {
    filter: (node) => node.nodeName === "FONT" || node.nodeName === "SPAN",
    replacement: (content, node) => {
      if (["style", "color", "size", "face"].some((name) => (node as HTMLElement).hasAttribute(name)))
        note("style");
      return content;
    },
  });
  addAlignmentRules(service, noteAlignment);
  addTextRules(service, noteAlignment);
  addPictureRules(service, { link: options.link, note: noteAlignment });
  addLinkRules(service, options);
  addFootnoteRules(service);
  return service;
}

function isElement(node: Node): node is HTMLElement {
  return node.nodeType === 1;
}

/** Returns the matching elements as an array, because not all of the parser's lists can be iterated. */
function allIn(node: Node | null, selector: string): Element[] {
  return node === null ? [] : Array.from((node as Element).querySelectorAll(selector));
}

/** Escapes text that Hitofude's additions to Markdown would parse as markup. */
function escapeMore(service: TurndownService): void {
  const escapeBase = service.escape.bind(service);
  service.escape = (text) =>
    escapeBase(text)
      .replace(/\$(?=\S[^$]*\$|\$)/g, "\\$")
      .replace(/《《|[｜|](?=[^《\n]{1,50}《)/g, "\\$&")
      .replace(/\^(?=\\?\[)/g, "\\^")
      .replace(/~~/g, "\\~~")
      .replace(/^(?::(?=\s)|\|)/, "\\$&");
}

function keep(node: HTMLElement, kind: ConversionNote, note: (note: ConversionNote) => void): string {
  note(kind);
  const isInline = ["EMBED", "INPUT", "BUTTON", "SELECT", "TEXTAREA"].includes(node.nodeName);
  const { html, hadScript } = isInline ? safeHtml(node.outerHTML) : htmlBlock(node.outerHTML);
  if (hadScript) note("script");
  return isInline ? html.replace(/\n\s*\n/g, "\n") : `\n\n${html}\n\n`;
}

/** Whether a table can be written in Markdown: it has no blocks such as lists, and no spanning cells. */
function isPlainTable(table: HTMLTableElement): boolean {
  if (table.querySelector("table,ul,ol,dl,pre,blockquote,h1,h2,h3,h4,h5,h6,hr,form,iframe,object"))
    return false;
  if (isBesideText(table) || hasMixedColumn(table)) return false;
  const spans = allIn(table, "td,th").some((cell) =>
    ["colspan", "rowspan"].some((name) => Number(cell.getAttribute(name) ?? 1) > 1),
  );
  return !spans && table.querySelector("tr") !== null;
}

function inlineHtml(content: string, node: HTMLElement): string {
  if (content.trim() === "" || content.includes("\n\n")) return content;
  const name = node.nodeName.toLowerCase();
  const title = node.getAttribute("title");
  const attribute = title ? ` title="${escapeAttribute(title)}"` : "";
  return `<${name}${attribute}>${content}</${name}>`;
}

function addTextRules(service: TurndownService, noteAlignment: () => void): void {
  service.addRule("lineBreak", {
    filter: "br",
    replacement: (_, node, { br = "" }) => {
      const isInCell = isInside(node, oneParagraph);
      // Turns two line breaks into an empty line, which separates paragraphs in Markdown.
      const isGap =
        !isInCell && (isBreak(beside(node, "nextSibling")) || isBreak(beside(node, "previousSibling")));
      return isGap ? "\n\n" : `${br}\n`;
    },
  });
  service.addRule("more", {
    filter: (node) => node.nodeName === "HR" && node.hasAttribute("data-more"),
    replacement: () => "\n\n<!--more-->\n\n",
  });
  service.addRule("heading", {
    filter: ["h1", "h2", "h3", "h4", "h5", "h6"],
    replacement: (content, node) => {
      const text = content.replace(/\s*\n\s*/g, " ").trim();
      if (text === "") return "";
      const heading = `${"#".repeat(Number(node.nodeName.charAt(1)))} ${withId(text, node as HTMLElement)}`;
      return `\n\n${aligned(heading, node as Element, noteAlignment)}\n\n`;
    },
  });
  for (const [key, names, mark] of [
    ["strong", ["strong", "b"], "**"],
    ["emphasis", ["em", "i"], "*"],
  ] as const) {
    service.addRule(key, {
      filter: [...names],
      replacement: (content) =>
        content
          .split(/(\n{2,})/)
          .map((part) => (part.trim() === "" ? part : marked(part, mark)))
          .join(""),
    });
  }
  service.addRule("fence", {
    filter: "pre",
    replacement: (_, node) => {
      for (const lineBreak of allIn(node, "br")) lineBreak.replaceWith("\n");
      const text = (node.textContent ?? "").replace(/\r\n?/g, "\n").replace(/^\n|\n$/g, "");
      const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length));
      const fence = "`".repeat(longest + 1);
      return `\n\n${fence}${languageOf(node as HTMLElement)}\n${text}\n${fence}\n\n`;
    },
  });
  service.addRule("definitionList", {
    filter: "dl",
    replacement: (content) => `\n\n${content.trim()}\n\n`,
  });
  service.addRule("term", { filter: "dt", replacement: (content) => `\n\n${oneLine(content)}\n` });
  service.addRule("definition", {
    filter: "dd",
    replacement: (content) => `\n: ${content.trim().replace(/\n(?=.)/g, "\n  ")}\n`,
  });
}

/** Puts emphasis markers around a text, for example `**`. Spaces at the ends of the text stay outside. */
function marked(text: string, mark: string): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return `${before}${mark}${inner}${mark}${after}`;
}

function isInside(node: Node, names: ReadonlySet<string>): boolean {
  for (let parent = node.parentNode; parent; parent = parent.parentNode)
    if (isOneOf(parent, names)) return true;
  return false;
}

function isBreak(node: Node | null): boolean {
  return node?.nodeName === "BR";
}

/** Returns the next or previous sibling that is not white space. */
function beside(node: Node, direction: "nextSibling" | "previousSibling"): Node | null {
  let sibling = node[direction];
  while (sibling?.nodeType === 3 && (sibling.textContent ?? "").trim() === "") sibling = sibling[direction];
  return sibling;
}

/**
 * Returns a heading's text with its id: as `{#id}`, or as an anchor if `{#…}` does not allow the id.
 * Does not write an id that the heading would get from its text anyway.
 */
function withId(text: string, heading: HTMLElement): string {
  const { id } = heading;
  if (!placeName.test(id) || id === slugify(heading.textContent ?? "")) return text;
  return /^[\p{L}\p{N}_:-]+$/u.test(id) ? `${text} {#${id}}` : `<a id="${id}"></a>${text}`;
}

function languageOf(pre: HTMLElement): string {
  const code = pre.querySelector("code");
  const classes = `${pre.className} ${code?.className ?? ""}`;
  const named = /(?:^|\s)lang(?:uage)?-([\w+#.-]+)/.exec(classes)?.[1];
  return /^[\w+#.-]*/.exec(pre.getAttribute("data-lang") ?? named ?? "")?.[0] ?? "";
}

function addLinkRules(service: TurndownService, { link }: ImportServiceOptions): void {
  service.addRule("link", {
    filter: "a",
    replacement: (content, node) => {
      const anchor = node as HTMLElement;
      const name = anchor.getAttribute("name") ?? "";
      const href = anchor.getAttribute("href")?.trim() ?? "";
      // Keeps each name in `<a name=…>`, because pages of other sites can link to this name.
      // Keeps an `id` of a link only if another link leads to it, because programs usually write such ids.
      const isPlace = href === "" || name !== "" || anchor.hasAttribute("data-anchor");
      const ids = [...new Set([anchor.id, name])].filter(
        (id) => placeName.test(id) && (isPlace || isMentioned(anchor, id)),
      );
      const mark = ids.map((id) => `<a id="${id}"></a>`).join("");
      if (href === "" || isScript(href) || content.trim() === "") return mark + content;
      const text = content.trim().replace(/\n+/g, "\n");
      const address = link(href);
      if (address === href && text === href && /^https?:[!-~]+$/.test(href)) return `${mark}<${href}>`;
      const linked = `${mark}[${text}](${target(address)})`;
      return hasPosition(text) ? `\n\n${linked}\n\n` : linked;
    },
  });
}

/** Cache: maps the root node of a text to the ids that its links point to, such as `a` for `#a`. */
const mentioned = new WeakMap<Node, ReadonlySet<string>>();

/** Whether a link in the whole text points to the element with this id. */
function isMentioned(node: HTMLElement, id: string): boolean {
  let root: Node = node;
  while (root.parentNode) root = root.parentNode;
  let ids = mentioned.get(root);
  if (!ids) {
    ids = new Set(
      allIn(root, 'a[href^="#"]').map((link) => decoded(link.getAttribute("href")?.slice(1) ?? "")),
    );
    mentioned.set(root, ids);
  }
  return ids.has(id.normalize("NFC"));
}
