import type TurndownService from "turndown";
import { createBaseService } from "./base-service.ts";
import { exceedsPasteLimits, upToLast } from "./paste-limits.ts";
import { tidyLists, withWordLists } from "./pasted-lists.ts";
import { pastedTables } from "./pasted-tables.ts";
import { htmlText } from "../html/raw-html.ts";
import type { Token } from "markdown-it";
import { createMarkdown } from "../render/create-markdown.ts";
import { createEnvironment } from "../types/environment.ts";
import type { Markdown } from "../types/markdown-types.ts";

let reader: Markdown | undefined;

/** Escapes every `<` if the Markdown contains raw HTML other than `<br>`, which tables need. */
function withoutRawHtml(markdown: string): string {
  if (!markdown.includes("<")) return markdown;
  reader ??= createMarkdown();
  const tokens = reader.pipeline.md.parse(markdown, createEnvironment({}, reader.pipeline.labels));
  return tokens.some(hasRawHtml) ? markdown.replaceAll("<", "&lt;") : markdown;
}

function hasRawHtml({ type, content, children }: Token): boolean {
  if (type === "html_block") return true;
  return (type === "html_inline" && content !== "<br>") || (children ?? []).some(hasRawHtml);
}

/** Selects elements that programs add to the clipboard's HTML, and elements without meaning in Markdown. */
const noise = "style,script,meta,link,title,noscript,template,iframe,object,svg,button,input";

/**
 * Converts HTML from the clipboard to Markdown: keeps structure and web images, and drops styles.
 * Returns only the text if the HTML is larger than any usual selection.
 */
export function markdownFromHtml(html: string): string {
  const service = createService();
  const source = exceedsPasteLimits(html) ? null : prepared(html.replace(longSpace, "$1"));
  if (source === null || exceedsPasteLimits(source))
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
      // Keeps only the name of the language, because the first line of a fence may contain more words.
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

/** Matches long runs of spaces. They are shortened, because turndown takes quadratic time for long runs. */
const longSpace = /(?<!\s)(\s{200})\s+/g;

function wordsOf(html: string): string {
  return htmlText(html).replaceAll("\u00A0", " ");
}

/** Removes spaces at the ends of a line, and spaces that pad the cells of a table. */
function tidyLine(line: string): string {
  const trimmed = line.trimEnd().replace(/^ (?=\S)/, "");
  return trimmed.startsWith("|") ? trimmed.replace(/ {2,}/g, " ") : trimmed;
}

function createService(): TurndownService {
  const service = createBaseService();
  service.use(pastedTables);
  service.remove((node) => node.matches(noise));
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

/** Repairs HTML of Word and Google Docs, for example list items that are written as `<p>`. */
function prepared(html: string): string {
  const fragment = html
    .replace(/^[\s\S]*?<!--StartFragment-->/i, "")
    .replace(/<!--EndFragment-->[\s\S]*$/i, "");
  return tidyLists(
    withTableHeads(
      withoutComments(withWordLists(fragment))
        .replace(/<\/?o:p\b[^<>]*>/gi, "")
        // Removes tags such as `<body>`, because they would replace turndown's own element around the HTML.
        .replace(/<\/?(?:html|head|body|frameset|frame|x-turndown)\b[^<>]*>?/gi, "")
        // Replaces the `<b>` in which Google Docs wraps everything, because this `<b>` does not mean bold.
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

/** Turns the first row of a table without `<th>` into a header, because Markdown requires a header. */
function withHead(table: string): string {
  if (/<th\b/i.test(table)) return table;
  return table.replace(/<tr\b[\s\S]*?(?=<tr\b|<\/table>)/i, (row) => row.replace(/<(\/?)td\b/gi, "<$1th"));
}
