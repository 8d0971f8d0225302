import { escapeMarkup } from "#engine/base/markup.ts";
import { type Fields, fieldsOf, listIn, numberIn, textIn } from "../input/json-fields.ts";
import { cardHtml, type TextFindings } from "./cards.ts";

/** Converts a text of the editor in Ghost 5 or later to HTML. Returns null if the text cannot be read. */
export function lexicalToHtml(document: Fields, findings: TextFindings): string | null {
  const root = fieldsOf(document.root);
  return Array.isArray(root.children) ? blocksHtml(root, findings) : null;
}

/** The bits of `format`, and the HTML element for each bit. The innermost element comes first. */
const formats = [
  [16, "code"],
  [32, "sub"],
  [64, "sup"],
  [128, "mark"],
  [8, "u"],
  [4, "s"],
  [2, "em"],
  [1, "strong"],
] as const;

type NodeWriter = (node: Fields, findings: TextFindings) => string;

const quote: NodeWriter = (node, findings) => `<blockquote><p>${inlineHtml(node, findings)}</p></blockquote>`;
const heading: NodeWriter = (node, findings) => {
  const tag = /^h[1-6]$/.test(textIn(node, "tag")) ? textIn(node, "tag") : "h2";
  return `<${tag}>${inlineHtml(node, findings)}</${tag}>`;
};

const blocks: Readonly<Record<string, NodeWriter>> = {
  paragraph: (node, findings) => `<p>${inlineHtml(node, findings)}</p>`,
  heading,
  "extended-heading": heading,
  quote,
  "extended-quote": quote,
  aside: quote,
  list: listHtml,
};

const link: NodeWriter = (node, findings) => {
  const title = textIn(node, "title");
  const titled = title === "" ? "" : ` title="${escapeMarkup(title)}"`;
  return `<a href="${escapeMarkup(textIn(node, "url"))}"${titled}>${inlineHtml(node, findings)}</a>`;
};

const inlines: Readonly<Record<string, NodeWriter>> = {
  link,
  autolink: link,
  linebreak: () => "<br>",
  tab: () => "\t",
  // Omits a `zwnj` node, because this zero-width character only serves the caret of the editor.
  zwnj: () => "",
};

function blocksHtml(node: Fields, findings: TextFindings): string {
  return listIn(node, "children")
    .map((child) => nodeHtml(fieldsOf(child), findings, true))
    .join("\n");
}

function inlineHtml(node: Fields, findings: TextFindings): string {
  return listIn(node, "children")
    .map((child) => nodeHtml(fieldsOf(child), findings, false))
    .join("");
}

function nodeHtml(node: Fields, findings: TextFindings, isBlock: boolean): string {
  const type = textIn(node, "type");
  const write = [blocks, inlines].find((writers) => Object.hasOwn(writers, type))?.[type];
  if (write) return write(node, findings);
  if (typeof node.text === "string") {
    if (!/^(?:extended-)?text$|^tk$/.test(type)) findings.unknown.add(type || "?");
    return isBlock ? `<p>${textHtml(node)}</p>` : textHtml(node);
  }
  if (!Array.isArray(node.children)) return cardHtml(type, node, findings);
  findings.unknown.add(type || "?");
  const html = inlineHtml(node, findings);
  return isBlock && !/^\s*<(?:p|h[1-6]|ul|ol|blockquote|figure|pre)\b/.test(html) ? `<p>${html}</p>` : html;
}

function textHtml(node: Fields): string {
  const bits = numberIn(node, "format");
  return formats.reduce(
    (html, [bit, tag]) => ((bits & bit) === 0 ? html : `<${tag}>${html}</${tag}>`),
    escapeMarkup(textIn(node, "text")),
  );
}

/** Returns a list as HTML. Moves an item that contains only lists into the item before it. */
function listHtml(node: Fields, findings: TextFindings): string {
  const tag = textIn(node, "listType") === "number" || textIn(node, "tag") === "ol" ? "ol" : "ul";
  const start = tag === "ol" && numberIn(node, "start") > 1 ? ` start="${numberIn(node, "start")}"` : "";
  const items: string[] = [];
  for (const item of listIn(node, "children").map(fieldsOf)) {
    const children = listIn(item, "children").map(fieldsOf);
    const isNested = children.length > 0 && children.every(({ type }) => type === "list");
    const html = item.type === "listitem" ? inlineHtml(item, findings) : nodeHtml(item, findings, false);
    if (isNested && items.length > 0) items.push(`${items.pop() ?? ""}${html}`);
    else items.push(html);
  }
  return `<${tag}${start}>${items.map((item) => `<li>${item}</li>`).join("")}</${tag}>`;
}
