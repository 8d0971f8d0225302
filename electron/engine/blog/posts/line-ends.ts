/**
 * Restores the line ends of the previous text, because an editor knows one kind only. If a file mixes both,
 * untouched lines at its start and end keep their own and the rest gets the more frequent kind.
 */
export function keepLineEnds(text: string, original: string): string {
  const before = linesOf(original);
  const crlf = before.filter((line) => line.endsWith("\r\n")).length;
  const lf = before.filter((line) => line.endsWith("\n")).length - crlf;
  if (crlf === 0 && lf === 0) return text;
  const usual = crlf > lf ? "\r\n" : "\n";
  const after = linesOf(text).map((line) => line.replace(/\r?\n$/, usual));
  if (crlf > 0 && lf > 0) restoreOuterLines(after, before);
  return after.join("");
}

function restoreOuterLines(after: string[], before: readonly string[]): void {
  const shorter = Math.min(after.length, before.length);
  let start = 0;
  while (start < shorter && restore(after, start, before[start])) start++;
  for (let end = 1; end <= shorter - start; end++) {
    if (!restore(after, after.length - end, before[before.length - end])) return;
  }
}

/** Restores the original line and returns true if only the line ends differ. */
function restore(lines: string[], index: number, original = ""): boolean {
  const line = lines[index] ?? "";
  if (line.replace(/\r?\n$/, "\n") !== original.replace(/\r?\n$/, "\n")) return false;
  lines[index] = original;
  return true;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
