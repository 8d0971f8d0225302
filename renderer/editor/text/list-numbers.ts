import { type ListMark, readListMark } from "./list-continuation.ts";

/**
 * What the items behind a new one are called, as `[line, mark, marker]`: as long as they count on from the new one's number,
 * they move up by one. A list that counts in another manner stays as it is. `item` is the new item's line; the lines behind it
 * are asked for by their number, from `from` on, up to the first that is not there.
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

/** A numbered item that was moved in or out, as a line with the number that it has among those around it now. */
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

/** Another item of the same list, a line inside of one, or null: the list is over, or it is a list around it. */
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
