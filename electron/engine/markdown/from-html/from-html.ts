import { strikethrough } from "@joplin/turndown-plugin-gfm";
import TurndownService from "turndown";
import { isTooMuch, upToLast } from "./paste-limits.ts";
import { tidyLists, withWordLists } from "./pasted-lists.ts";
import { pastedTables } from "./pasted-tables.ts";
import { htmlText } from "../html/raw-html.ts";
import type { Token } from "markdown-it";
import { createMarkdown } from "../render/create-markdown.ts";
import { createEnvironment } from "../types/environment.ts";
import type { Markdown } from "../types/markdown-types.ts";

let reader: Markdown | undefined;

/**
 * Returns Markdown without raw HTML except line breaks in cells. Converted pages should contain none; this
 * parses the result and, if it does, escapes every `<`.
 */
function withoutRawHtml(markdown: string): string {
  if (!markdown.includes("<")) return markdown;
  reader ??= createMarkdown();
  const tokens = reader.pipeline.md.parse(markdown, createEnvironment(""));
  return tokens.some(hasRawHtml) ? markdown.replaceAll("<", "&lt;") : markdown;
}

function hasRawHtml({ type, content, children }: Token): boolean {
  if (type === "html_block") return true;
  return (type === "html_inline" && content !== "<br>") || (children ?? []).some(hasRawHtml);
}

/** Elements that programs add to clipboard HTML, and those without meaning in Markdown. */
const noise = "style,script,meta,link,title,noscript,template,iframe,object,svg,button,input";

/**
 * Converts HTML from the clipboard to Markdown: web pages, Word, Google Docs. Drops styles, keeps structure:
 * headings, lists, tables, links, emphasis, quotations, code. Images with a web address are kept; others are
 * dropped. HTML that is larger than any usual selection is reduced to its text.
 */
export function markdownFromHtml(html: string): string {
  const service = createService();
  const source = isTooMuch(html) ? null : prepared(html.replace(longSpace, "$1"));
  if (source === null || isTooMuch(source))
    return withoutRawHtml(
      wordsOf(html)
        .split("\n")
        .map((line) => service.escape(line))
        .join("\n"),
    );
  const markdown = service.turndown(source).replace(/\u00A0/g, " ");
  let fence = "";
  const lines = markdown.split("\n").map((line) => {
    const [whole, ticks = "", rest = ""] = /^\s*(`{3,})(.*)$/.exec(line) ?? [];
    if (fence === "") {
      fence = ticks;
      // Only the name of a language, without anything else that a fence's first line can contain
      return whole === undefined
        ? tidyLine(line)
        : line.slice(0, -rest.length || undefined) + languageOf(rest);
    }
    if (ticks.length >= fence.length && rest.trim() === "") fence = "";
    return line;
  });
  return withoutRawHtml(lines.join("\n").trim());
}

function languageOf(info: string): string {
  return /^[\w+#.-]*/.exec(info)?.[0] ?? "";
}

/**
 * Matches what a page shows as text but Markdown would read as a tag, a reference, braces or the beginning of
 * a box. It may begin at the end of a text and continue in the next element.
 */
const meaningful = /<(?=[a-z/!?]|$)|&(?=#?\w*(?:;|$))|\{(?=\s*(?:[#.]|lang=|$)|[^{}]*(?:[|｜]|$))|^:(?=::)/gi;

/** Shortens runs of spaces, for which the converter's patterns take quadratic time. */
const longSpace = /(?<!\s)(\s{200})\s+/g;

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " " };

function wordsOf(html: string): string {
  return htmlText(html).replace(/&(lt|gt|amp|quot|nbsp);/g, (whole, name: string) => entities[name] ?? whole);
}

/** Removes the space left by removed content, and the padding of cells. */
function tidyLine(line: string): string {
  const trimmed = line.trimEnd().replace(/^ (?=\S)/, "");
  return trimmed.startsWith("|") ? trimmed.replace(/ {2,}/g, " ") : trimmed;
}

function createService(): TurndownService {
  const service = new TurndownService({
    headingStyle: "atx",
    codeBlockStyle: "fenced",
    bulletListMarker: "-",
    emDelimiter: "*",
    hr: "---",
  });
  service.use([pastedTables, strikethrough]);
  const withMarks = service.escape.bind(service);
  service.escape = (text) => withMarks(text.replace(/\u00A0/g, " ")).replace(meaningful, "\\$&");
  service.remove((node) => node.matches(noise));
  // Number of items so far, by list.
  const items = new WeakMap<Node, number>();
  // One space after the marker, as authors type it.
  service.addRule("listItem", {
    filter: "li",
    replacement: (content, node) => {
      const parent = node.parentElement;
      const isOrdered = parent?.nodeName === "OL";
      const place = parent ? (items.get(parent) ?? 0) : 0;
      if (parent) items.set(parent, place + 1);
      const first = Number.parseInt((isOrdered ? parent.getAttribute("start") : null) ?? "1", 10) || 1;
      const marker = isOrdered ? `${first + place}. ` : "- ";
      const text = content.trim().replace(/\n/g, `\n${" ".repeat(marker.length)}`);
      return `${marker}${text}${node.nextSibling ? "\n" : ""}`;
    },
  });
  service.addRule("ruby", {
    filter: "ruby",
    replacement: (_, node) => rubyMarkdown(node, (text) => service.escape(text)),
  });
  service.addRule("foreignImage", {
    filter: (node) => node.nodeName === "IMG" && !/^https?:/i.test(node.getAttribute("src") ?? ""),
    replacement: () => "",
  });
  service.addRule("emptyLink", {
    filter: (node) => node.nodeName === "A" && !/^(?:https?:|mailto:)/i.test(node.getAttribute("href") ?? ""),
    replacement: (content) => content,
  });
  return service;
}

/** Converts ruby: each reading follows its base text. */
function rubyMarkdown(ruby: Node, plain: (text: string) => string): string {
  let base = "";
  let written = "";
  for (const part of ruby.childNodes) {
    const text = (part.textContent ?? "").trim();
    if (part.nodeName === "RT" && text !== "") {
      // Markdown interprets the text between braces if it does not find ruby there
      const isPlain = /^[\p{L}\p{M}\p{N}\p{Zs}・ー々〜～、。-]+$/u.test(base + text);
      written += isPlain ? `{${base}|${text}}` : plain(base);
      base = "";
    } else if (part.nodeName !== "RP" && part.nodeName !== "RT") base += text;
  }
  return written + plain(base);
}

/** Normalises what Word and Google Docs mean differently from HTML. */
function prepared(html: string): string {
  const fragment = html
    .replace(/^[\s\S]*?<!--StartFragment-->/i, "")
    .replace(/<!--EndFragment-->[\s\S]*$/i, "");
  return tidyLists(
    withTableHeads(
      withoutComments(withWordLists(fragment))
        .replace(/<\/?o:p\b[^<>]*>/gi, "")
        // turndown wraps the content in an element of its own, which these tags would replace
        .replace(/<\/?(?:html|head|body|frameset|frame|x-turndown)\b[^<>]*>?/gi, "")
        // Google Docs wraps everything in a <b> that is not bold.
        .replace(/<b\b[^<>]*font-weight:\s*normal[^<>]*>/gi, "<span>"),
    ),
  );
}

const boldSpan = /<span\b[^<>]*font-weight:\s*(?:bold|[6-9]00)[^<>]*>([\s\S]*?)<\/span>/gi;

function withoutComments(html: string): string {
  return upToLast(html, /-->/g, (text) => text.replace(/<!--[\s\S]*?-->/g, "")).replace(
    /<!\[[^\]<]*\]>/g,
    "",
  );
}

function withTableHeads(html: string): string {
  const withStrong = upToLast(html, /<\/span>/gi, (text) => text.replace(boldSpan, "<strong>$1</strong>"));
  return upToLast(withStrong, /<\/table>/gi, (text) => text.replace(/<table\b[\s\S]*?<\/table>/gi, withHead));
}

/** Tables in Markdown need a header: without `<th>`, as in Word, the first row becomes it. */
function withHead(table: string): string {
  if (/<th\b/i.test(table)) return table;
  return table.replace(/<tr\b[\s\S]*?(?=<tr\b|<\/table>)/i, (row) => row.replace(/<(\/?)td\b/gi, "<$1th"));
}
