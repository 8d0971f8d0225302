import { strikethrough } from "@joplin/turndown-plugin-gfm";
import TurndownService from "turndown";
import { isTooMuch, upToLast } from "./paste-limits.ts";
import { tidyLists, withWordLists } from "./pasted-lists.ts";
import { pastedTables } from "./pasted-tables.ts";
import { htmlText } from "../html/raw-html.ts";
import { withoutRawHtml } from "./without-raw-html.ts";

/** What programs put on the clipboard around a text, and what says nothing in Markdown. */
const noise = "style,script,meta,link,title,noscript,template,iframe,object,svg,button,input";

/**
 * Markdown of HTML from the clipboard: pages of the web, Word, Google Docs. Looks go, structure stays: headings, lists,
 * tables, links, emphasis, quotations, code. Pictures with an address of the web stay as such; others are left out. Of more
 * than anybody copies at once, the words stay.
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
      // The name of a language, and nothing else that a fence's first line can say
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
 * What a page shows as a tag, a reference or braces is words there, and no HTML here. It may also begin at the end of a text,
 * and go on in the element behind it. The beginning of a box has its line for itself.
 */
const meaningful = /<(?=[a-z/!?]|$)|&(?=#?\w*(?:;|$))|\{(?=\s*(?:[#.]|lang=|$)|[^{}]*(?:[|｜]|$))|^:(?=::)/gi;

/** The patterns of the converter would look at each of these spaces as often as there are. */
const longSpace = /(?<!\s)(\s{200})\s+/g;

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " " };

function wordsOf(html: string): string {
  return htmlText(html).replace(/&(lt|gt|amp|quot|nbsp);/g, (whole, name: string) => entities[name] ?? whole);
}

/** Without the room that is left beside what was taken out, and the padding of cells. */
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
  // Items come in their order.
  const items = new WeakMap<Node, number>();
  // One space after the marker, as it is typed.
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

/** Words with their readings, each behind what it belongs to. */
function rubyMarkdown(ruby: Node, plain: (text: string) => string): string {
  let base = "";
  let written = "";
  for (const part of ruby.childNodes) {
    const text = (part.textContent ?? "").trim();
    if (part.nodeName === "RT" && text !== "") {
      // Markdown reads what stands between the braces when it finds no ruby there
      const isPlain = /^[\p{L}\p{M}\p{N}\p{Zs}・ー々〜～、。-]+$/u.test(base + text);
      written += isPlain ? `{${base}|${text}}` : plain(base);
      base = "";
    } else if (part.nodeName !== "RP" && part.nodeName !== "RT") base += text;
  }
  return written + plain(base);
}

/** HTML without what Word and Google Docs mean otherwise than HTML does. */
function prepared(html: string): string {
  const fragment = html
    .replace(/^[\s\S]*?<!--StartFragment-->/i, "")
    .replace(/<!--EndFragment-->[\s\S]*$/i, "");
  return tidyLists(
    withTableHeads(
      withoutComments(withWordLists(fragment))
        .replace(/<\/?o:p\b[^<>]*>/gi, "")
        // Around them turndown puts an element of its own, which they would take the place of
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

/** A table of Markdown has a head: where none is named, as in Word, it is the first row. */
function withHead(table: string): string {
  if (/<th\b/i.test(table)) return table;
  return table.replace(/<tr\b[\s\S]*?(?=<tr\b|<\/table>)/i, (row) => row.replace(/<(\/?)td\b/gi, "<$1th"));
}
