import { diffArrays } from "diff";

/** Maximum number of differing lines for a comparison by line, because a longer one would delay the save. */
const mostDifferences = 1_000;

/** A line of a text (`words`), and its line end. At the end of a file, the line end is "". */
interface Line {
  readonly words: string;
  readonly end: string;
}

/**
 * Returns `text` with the line ends of the corresponding lines in `original`.
 * New lines get the most frequent line end of `original`.
 */
export function keepLineEnds(text: string, original: string): string {
  const before = linesOf(original);
  const counts = new Map<string, number>();
  for (const { end } of before) if (end !== "") counts.set(end, (counts.get(end) ?? 0) + 1);
  const [[usual] = []] = [...counts].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length);
  if (usual === undefined) return text;
  const after = linesOf(text);
  const ends = counts.size === 1 ? [] : endsFrom(before, after);
  return after.map(({ words, end }, index) => words + (end === "" ? "" : ends[index] || usual)).join("");
}

/** For each line of `after`, returns the line end that it had in `before`. Undefined for a new line. */
function endsFrom(before: readonly Line[], after: readonly Line[]): (string | undefined)[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start]?.words === after[start]?.words) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end)?.words === after.at(-1 - end)?.words) end += 1;
  const [old, edited] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const ends = [...before.slice(0, start), ...innerEnds(old, edited), ...before.slice(before.length - end)];
  return ends.map((line) => line?.end);
}

/**
 * For each line of `after`, returns the line of `before` that it equals or replaces.
 * Undefined for a new line.
 */
function innerEnds(before: readonly Line[], after: readonly Line[]): (Line | undefined)[] {
  const changes = diffArrays(
    before.map(({ words }) => words),
    after.map(({ words }) => words),
    { maxEditLength: mostDifferences },
  );
  if (!changes) return after.map(() => undefined);
  const lines: (Line | undefined)[] = [];
  let at = 0;
  let replaced: readonly Line[] = [];
  for (const { added, removed, count } of changes) {
    if (added) lines.push(...Array.from({ length: count }, (_, index) => replaced[index]));
    else if (!removed) lines.push(...before.slice(at, at + count));
    replaced = removed ? before.slice(at, at + count) : [];
    if (!added) at += count;
  }
  return lines;
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/([^\r\n]*)(\r\n|\r|\n)|[^\r\n]+$/g)].map(([all, words, end]) =>
    end === undefined ? { words: all, end: "" } : { words: words ?? "", end },
  );
}
