/** A row of a table, and the 1-based number of the line at which the row begins. */
interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Parses a table of text: CSV (RFC 4180), or rows with tabs between cells, as pasted from a spreadsheet.
 * The separator is the most frequent of tab, comma and semicolon in the first line.
 */
export function parseCsv(text: string): CsvRow[] {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const first = source.slice(0, source.search(/\n|$/));
  const [separator = ","] = ["\t", ",", ";"].sort(
    (one, other) => first.split(other).length - first.split(one).length,
  );
  const rows: CsvRow[] = [];
  let [cells, cell, line, rowLine]: [string[], string, number, number] = [[], "", 1, 1];
  const endRow = (): void => {
    cells.push(cell);
    if (cells.some((one) => one !== "")) rows.push({ line: rowLine, cells });
    [cells, cell] = [[], ""];
  };
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at] ?? "";
    if (character === '"' && cell === "") {
      const quoted = quotedAt(source, at);
      cell = quoted.text;
      line += cell.split("\n").length - 1;
      at = quoted.end;
    } else if (character === separator) {
      cells.push(cell);
      cell = "";
    } else if (character === "\n") {
      endRow();
      line += 1;
      rowLine = line;
    } else cell += character;
  }
  endRow();
  return rows;
}

/**
 * Returns the text of a quoted cell, and the index of its closing quote.
 * Two quotation marks inside the cell stand for one.
 */
function quotedAt(source: string, start: number): { readonly text: string; readonly end: number } {
  let end = source.indexOf('"', start + 1);
  while (end >= 0 && source[end + 1] === '"') end = source.indexOf('"', end + 2);
  // An unclosed quotation mark is part of the cell's text, so that the following rows stay separate.
  if (end < 0) return { text: '"', end: start };
  return { text: source.slice(start + 1, end).replaceAll('""', '"'), end };
}

/** Returns rows as records. The first row contains the names of the fields. */
export function csvRecords(text: string): ReadonlyMap<string, string>[] {
  const [head, ...rows] = parseCsv(text);
  const names = head?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  return rows.map(({ cells }) => new Map(names.map((name, at) => [name, cells[at] ?? ""])));
}
