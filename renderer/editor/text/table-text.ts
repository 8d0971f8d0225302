/** Returns the cells of a text copied from a spreadsheet. Returns null for any other text. */
export function readCells(text: string): readonly (readonly string[])[] | null {
  const rows = splitRows(text.replace(/\r\n?/g, "\n").replace(/\n+$/, ""));
  const columns = rows[0]?.length ?? 0;
  // A single line with a tab is more likely ordinary text than a table.
  if (rows.length < 2 || columns < 2 || rows.some((row) => row.length !== columns)) return null;
  return rows;
}

/**
 * Returns the cells of a text pasted into the table sheet, as rows of equal length. Null for a single cell.
 */
export function readGrid(text: string): readonly (readonly string[])[] | null {
  const rows = splitRows(text.replace(/\r\n?/g, "\n").replace(/\n+$/, ""));
  const columns = Math.max(...rows.map((row) => row.length));
  if (rows.length === 1 && columns === 1) return null;
  return rows.map((row) => Array.from({ length: columns }, (_, column) => cellText(row[column] ?? "")));
}

/**
 * Returns cells as a Markdown table. The first row becomes the head. Columns of numbers are right-aligned.
 */
export function tableMarkdown(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(cellMarkdown));
  const [head = [], ...body] = cells;
  const rule = head.map((_, column) => {
    const values = body.map((row) => row[column] ?? "").filter((value) => value !== "");
    return values.length > 0 && values.every(isFigure) ? "---:" : "---";
  });
  return [head, rule, ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Splits a spreadsheet's clipboard text into rows of cells. A cell in quotation marks may contain tabs. */
function splitRows(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/gy;
  while (pattern.lastIndex <= text.length) {
    const match = pattern.exec(text);
    if (!match) break;
    const [, quoted, plain = "", end = ""] = match;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "") break;
    if (end === "\n") rows.push([]);
  }
  return rows;
}

function cellMarkdown(text: string): string {
  return cellText(text).replaceAll("|", "\\|");
}

/** Returns the text of a cell as Markdown, but does not escape pipes. */
function cellText(text: string): string {
  return text.trim().replaceAll("\\", "\\\\").replace(/\n/g, "<br>");
}

function isFigure(text: string): boolean {
  return /^[-+−]?[¥$€£]?[\d,.]+\s?[%％円]?$/.test(text.normalize("NFKC"));
}
