/**
 * Gives `text` the line ends of `original`, because an editor knows only one kind. If `original` mixes `\n`
 * and `\r\n`, unchanged lines at the start and end keep theirs; all others get the more frequent kind.
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

/** If a line differs from the original only in its line end, restores the original and returns true. */
function restore(lines: string[], index: number, original = ""): boolean {
  const line = lines[index] ?? "";
  if (line.replace(/\r?\n$/, "\n") !== original.replace(/\r?\n$/, "\n")) return false;
  lines[index] = original;
  return true;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
