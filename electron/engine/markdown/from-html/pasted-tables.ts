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
    const plain = content.includes("```") ? service.escape(cell.textContent ?? "") : content;
    const text = plain.trim().replace(/\n+/g, "\n");
    // Writes headings of rows in bold, because browsers show them so and Markdown has no such headings.
    const isRowHeading = cell.nodeName === "TH" && cell.parentElement && !isHeadingRow(cell.parentElement);
    const words = isRowHeading && /^[^*\n]+$/.test(text) ? `**${text}**` : text;
    return replacement?.(words, node, options) ?? words;
  };
}

/** Whether a row is the heading of its table. */
function isHeadingRow(row: Element): boolean {
  const section = row.parentElement;
  if (section?.nodeName === "THEAD") return true;
  const isFirst = row.closest("table")?.querySelector("tr") === row;
  return isFirst && Array.from(row.children).every(({ nodeName }) => nodeName === "TH");
}

/** Returns a table as Markdown. Adds an empty heading row if there is none, because Markdown requires one. */
export function tableMarkdown(service: TurndownService): TurndownService.ReplacementFunction {
  return (content, node) => {
    const table = node as HTMLElement;
    const caption = table.querySelector("caption")?.textContent?.replace(/\s+/g, " ").trim();
    const rows = content.trim().replace(/\n+/g, "\n").split("\n");
    const isTable = rows.every((row) => row.startsWith("| "));
    if (!isTable) return `\n\n${content.trim()}\n\n`;
    const [first = "", second = ""] = rows;
    const hasHeadings = /^(?:\| :?---+:? )+\|$/.test(second);
    const columns = first.split(/(?<!\\)\|/).length - 2;
    if (!hasHeadings) rows.unshift(`|${"   |".repeat(columns)}`, "");
    const sides = columnSides(table);
    rows[1] = `|${Array.from({ length: columns }, (_, at) => ` ${marks[mostFrequent(sides[at] ?? [])]} |`).join("")}`;
    return `\n\n${caption ? `${service.escape(caption)}\n\n` : ""}${rows.join("\n")}\n\n`;
  };
}

type CellSide = "" | "left" | "center" | "right";

const marks: Readonly<Record<CellSide, string>> = { "": "---", left: ":---", center: ":---:", right: "---:" };

/** Whether a table column has cells of different alignments, which Markdown does not allow. */
export function hasMixedColumn(table: Element): boolean {
  return columnSides(table).some((sides) => new Set(sides.map((side) => side || "left")).size > 1);
}

/** Returns the alignments of each column's cells. If no cell states one, returns those of the heading. */
function columnSides(table: Element): CellSide[][] {
  const cells: CellSide[][] = [];
  const headings: CellSide[][] = [];
  for (const row of Array.from(table.querySelectorAll("tr"))) {
    const columns = isHeadingRow(row) ? headings : cells;
    for (const [at, cell] of Array.from(row.children).entries()) {
      const isText = (cell.textContent ?? "").trim() !== "" || cell.querySelector("img") !== null;
      if (!isText || (columns === cells && cell.nodeName === "TH")) continue;
      const column = columns[at] ?? [];
      column.push(sideOf(cell) || sideOf(row));
      columns[at] = column;
    }
  }
  const count = Math.max(cells.length, headings.length);
  return Array.from({ length: count }, (_, at) => {
    const own = cells[at] ?? [];
    return own.some((side) => side !== "") ? own : (headings[at] ?? own);
  });
}

function sideOf(element: Element): CellSide {
  const style = /(?:^|;)\s*text-align\s*:\s*([a-z]+)/i.exec(element.getAttribute("style") ?? "")?.[1];
  const side = (style ?? element.getAttribute("align") ?? "").trim().toLowerCase();
  return side === "left" || side === "center" || side === "right" ? side : "";
}

function mostFrequent(sides: readonly CellSide[]): CellSide {
  const counts = new Map<CellSide, number>();
  for (const side of sides) counts.set(side, (counts.get(side) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? "";
}
