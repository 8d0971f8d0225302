import { strikethrough, tables } from "@joplin/turndown-plugin-gfm";
import TurndownService from "turndown";

/** What programs put on the clipboard around a text, and what says nothing in Markdown. */
const noise = "style,script,meta,link,title,noscript,template,iframe,object,svg,button,input";

/**
 * Markdown of HTML from the clipboard: pages of the web, Word, Google Docs. Looks go, structure stays: headings, lists,
 * tables, links, emphasis, quotations, code. Pictures with an address of the web stay as such; others are left out.
 */
export function markdownFromHtml(html: string): string {
  const markdown = createService()
    .turndown(prepared(html))
    .replace(/\u00A0/g, " ");
  let isCode = false;
  const lines = markdown.split("\n").map((line) => {
    if (/^\s*```/.test(line)) isCode = !isCode;
    return isCode ? line : tidyLine(line);
  });
  return lines.join("\n").trim();
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
  service.use([tables, strikethrough]);
  service.remove((node) => node.matches(noise));
  // One space after the marker, as it is typed.
  service.addRule("listItem", {
    filter: "li",
    replacement: (content, node) => {
      const parent = node.parentNode;
      const isOrdered = parent?.nodeName === "OL";
      const place = parent
        ? [...parent.childNodes].filter(({ nodeName }) => nodeName === "LI").indexOf(node)
        : 0;
      const marker = isOrdered ? `${place + 1}. ` : "- ";
      const text = content.trim().replace(/\n/g, `\n${" ".repeat(marker.length)}`);
      return `${marker}${text}${node.nextSibling ? "\n" : ""}`;
    },
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

/** HTML without what Word and Google Docs mean otherwise than HTML does. */
function prepared(html: string): string {
  return (
    html
      .replace(/^[\s\S]*?<!--StartFragment-->/i, "")
      .replace(/<!--EndFragment-->[\s\S]*$/i, "")
      .replace(/<p\b[^>]*\bMsoListParagraph[^>]*>([\s\S]*?)<\/p>/gi, wordListItem)
      .replace(/<!--[\s\S]*?-->|<!\[[^\]]*\]>/g, "")
      .replace(/<\/?o:p\b[^>]*>/gi, "")
      // Google Docs wraps everything in a <b> that is not bold.
      .replace(/<b\b[^>]*font-weight:\s*normal[^>]*>/gi, "<span>")
      .replace(/<span\b[^>]*font-weight:\s*(?:bold|[6-9]00)[^>]*>([\s\S]*?)<\/span>/gi, "<strong>$1</strong>")
  );
}

/** Word writes an item as a paragraph with its marker in it. */
function wordListItem(_: string, inner: string): string {
  const mark =
    /<!--\[if !supportLists\]-->([\s\S]*?)<!--\[endif\]-->|<!\[if !supportLists\]>([\s\S]*?)<!\[endif\]>/i.exec(
      inner,
    );
  const marker = (mark?.[1] ?? mark?.[2] ?? "").replace(/<[^>]*>|&nbsp;|\s/g, "");
  const list = /^\(?[\dA-Za-z]+[.)]/.test(marker) ? "ol" : "ul";
  return `<${list}><li>${mark ? inner.replace(mark[0], "") : inner}</li></${list}>`;
}
