import { type ListMark, readListMark } from "./list-continuation.ts";

/**
 * Returns `[line, old, marker]` for each numbered item after an inserted item.
 * `old` is the parsed old marker of the item. `marker` is the text of the new marker.
 * `item` is the text of the line with the inserted item.
 * `from` is the number of the line after the inserted item.
 * `lineAt` returns the text of a line, or null after the last line.
 */
export function numbersBehind(
  item: string,
  from: number,
  lineAt: (line: number) => string | null,
): readonly (readonly [line: number, old: ListMark, marker: string])[] {
  const own = readListMark(item);
  let taken = own && numberOf(own);
  if (!own || taken === null) return [];
  const moved: [number, ListMark, string][] = [];
  for (let line = from; ; line += 1) {
    const text = lineAt(line);
    const mark = text === null ? null : sibling(text, own);
    if (mark === "inside") continue;
    if (mark === null || numberOf(mark) !== taken) return moved;
    taken += 1;
    moved.push([line, mark, `${taken}${mark.marker.slice(-1)}`]);
  }
}

/** Renumbers an indented or outdented list item, so that its number continues the list at the new level. */
export function withOwnNumber(lines: readonly string[], at: number): string {
  const line = lines[at] ?? "";
  const own = readListMark(line);
  if (!own || numberOf(own) === null) return line;
  let number = 1;
  for (let above = at - 1; above >= 0; above -= 1) {
    const mark = sibling(lines[above] ?? "", own);
    if (mark === "inside") continue;
    if (mark) number = (numberOf(mark) ?? 0) + 1;
    break;
  }
  const { indent, marker } = own;
  return `${indent}${number}${marker.slice(-1)}${line.slice(indent.length + marker.length)}`;
}

/**
 * Returns the marker of a line if the line is an item of the same list and level as `own`.
 * Returns "inside" for a line that belongs to an item. Returns null at the end of the list.
 */
function sibling(line: string, own: ListMark): ListMark | "inside" | null {
  const mark = readListMark(line);
  if (mark?.indent === own.indent && mark.marker !== "") {
    return mark.marker.slice(-1) === own.marker.slice(-1) && numberOf(mark) !== null ? mark : null;
  }
  const rest = line.startsWith(own.indent) ? line.slice(own.indent.length) : line.trimEnd();
  return rest.trim() === "" || /^[ \t]/.test(rest) ? "inside" : null;
}

function numberOf({ marker }: ListMark): number | null {
  return /^\d/.test(marker) ? Number.parseInt(marker, 10) : null;
}
