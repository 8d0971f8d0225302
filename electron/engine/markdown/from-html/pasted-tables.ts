import { tables } from "@joplin/turndown-plugin-gfm";
import type TurndownService from "turndown";

/** Maximum number of columns that a cell may span. No real table needs more. */
const maxColumns = 50;

/** Adds rules that convert every table to Markdown. turndown's GFM plugin would keep some tables as HTML. */
export function pastedTables(service: TurndownService): void {
  tables({
    options: service.options,
    keep: () => undefined,
    addRule(name: string, rule: TurndownService.Rule) {
      if (name === "table") service.addRule(name, { filter: "table", replacement: tableMarkdown(service) });
      else if (name === "tableCell")
        service.addRule(name, { ...rule, replacement: cellMarkdown(service, rule) });
      else service.addRule(name, rule);
    },
  });
}

function cellMarkdown(
  service: TurndownService,
  { replacement }: TurndownService.Rule,
): TurndownService.ReplacementFunction {
  return (content, node, options) => {
    const cell = node as HTMLElement;
    const span = Number(cell.getAttribute("colspan") ?? 1);
    if (!Number.isInteger(span) || span < 1 || span > maxColumns) cell.removeAttribute("colspan");
    // Writes a cell without a fence, because a fence needs lines of its own and a cell has only one line.
    const words = content.includes("```") ? service.escape(cell.textContent ?? "") : content;
    return replacement?.(words.trim().replace(/\n+/g, "\n"), node, options) ?? words;
  };
}

function tableMarkdown(service: TurndownService): TurndownService.ReplacementFunction {
  return (content, node) => {
    const caption = (node as HTMLElement).querySelector("caption")?.textContent?.replace(/\s+/g, " ").trim();
    const rows = content.trim().replace(/\n+/g, "\n").split("\n");
    const isTable = rows.every((row) => row.startsWith("| "));
    if (!isTable) return `\n\n${content.trim()}\n\n`;
    const [first = "", second = ""] = rows;
    if (!/^(?:\| :?---+:? )+\|$/.test(second)) {
      const columns = first.split(/(?<!\\)\|/).length - 2;
      rows.unshift(`|${"   |".repeat(columns)}`, `|${" --- |".repeat(columns)}`);
    }
    return `\n\n${caption ? `${service.escape(caption)}\n\n` : ""}${rows.join("\n")}\n\n`;
  };
}
