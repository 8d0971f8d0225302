/** Replaces the items from `start` to `end` of a list by `items`. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly items: readonly string[];
}

/** The changes of one side, and its whole text. The text and the changes consist of sentences. */
export interface Side {
  readonly sentences: readonly string[];
  readonly changes: readonly Change[];
}

/** A line that begins or ends a block: a code fence, a formula, or an HTML comment. */
const blockMark = /^[ \t>]*(?:`{3,}|~{3,}|\$\$[ \t]*$)|<!--|-->/;

/** Whether a sentence has words, and is not only a line end or punctuation. */
const hasWords = (sentence: string): boolean => /[\p{L}\p{N}]/u.test(sentence);

/**
 * Whether two sets of changes must not be merged, although they concern different sentences: the result could
 * be nonsense, or one side may be a file that is not completely written yet.
 */
export function areDoubtful(before: readonly string[], ours: Side, others: Side): boolean {
  return (
    [ours, others].some((side) => isCutOff(before, side)) ||
    shareBlock(before, ours.changes, others.changes) ||
    breakBlocks(before, ours.changes, others.changes) ||
    joinLines(before, ours.changes, others.changes)
  );
}

/**
 * Whether a merged text has a sentence more often than both sides, or less often than both.
 * The first happens if both sides move a sentence, the second if each removes a different one of two copies.
 */
export function hasLostOrDoubled(merged: readonly string[], ours: Side, others: Side): boolean {
  const [all, mine, theirs] = [merged, ours.sentences, others.sentences].map(countsOf);
  const known = [...(all?.keys() ?? []), ...(mine?.keys() ?? [])];
  return known.some((sentence) => {
    const [count = 0, here = 0, there = 0] = [all, mine, theirs].map((counts) => counts?.get(sentence) ?? 0);
    // Allows a sentence that neither side has, because it combines changes of both sides.
    return (count > Math.max(here, there) && here + there > 0) || count < Math.min(here, there);
  });
}

/** Returns how many sentences with words only one of two texts has. */
export function differenceOf(sentences: readonly string[], others: readonly string[]): number {
  const [counts, otherCounts] = [countsOf(sentences), countsOf(others)];
  const known = new Set([...counts.keys(), ...otherCounts.keys()]);
  return [...known].reduce(
    (sum, sentence) => sum + Math.abs((counts.get(sentence) ?? 0) - (otherCounts.get(sentence) ?? 0)),
    0,
  );
}

function countsOf(sentences: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const sentence of sentences) {
    const words = sentence.trim();
    if (hasWords(words)) counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return counts;
}

/** Whether a side lacks the end of the text, or most of it, as a file does while it is being written. */
export function isCutOff(before: readonly string[], { sentences, changes }: Side): boolean {
  const last = before.findLastIndex(hasWords);
  const left = sentences.filter(hasWords).length;
  if (left * 2 < before.filter(hasWords).length) return true;
  return changes.some(({ start, end, items }) => {
    if (start > last || end <= last) return false;
    const removed = before.slice(start, end);
    const isShorter = items.filter(hasWords).length < removed.filter(hasWords).length;
    const [was, is] = [removed, items].map((texts) => texts.join("").trimEnd());
    return isShorter || (was !== is && was?.startsWith(is ?? "") === true);
  });
}

/** Whether both sides changed the same table, code, formula or HTML, whose lines depend on one another. */
function shareBlock(before: readonly string[], ours: readonly Change[], others: readonly Change[]): boolean {
  return blocksOf(before).some((block) =>
    [ours, others].every((changes) => changes.some((change) => isIn(block, change))),
  );
}

function isIn(block: Pick<Change, "start" | "end">, { start, end, items }: Change): boolean {
  if (start < block.end && end > block.start) return true;
  return start > block.start && start === end && start === block.end && hasWords(items[0] ?? "");
}

/** Returns the tables, code blocks, formulas and HTML blocks of a text. */
function blocksOf(sentences: readonly string[]): Pick<Change, "start" | "end">[] {
  const blocks: { start: number; end: number; kind: string }[] = [];
  let [open, at] = ["", 0];
  while (at < sentences.length) {
    const lineEnd = sentences.indexOf("\n", at);
    const end = lineEnd < 0 ? sentences.length : lineEnd + 1;
    const line = sentences.slice(at, end).join("");
    const kind = open || kindOf(line);
    const last = blocks.at(-1);
    if (last && kind !== "" && last.kind === kind && last.end === at) last.end = end;
    else if (kind !== "") blocks.push({ start: at, end, kind });
    open = openAfter(line, open, kind);
    at = end;
  }
  return blocks;
}

/** Returns the kind of block that a line begins: its fence, `<` for HTML, `|` for a table. */
function kindOf(line: string): string {
  const fence = /^[ \t>]*(`{3}|~{3}|\$\$(?=\s*$))/.exec(line)?.[1];
  if (fence) return fence;
  if (/^ {0,3}<(?!https?:)[a-z/!?]/i.test(line)) return "<";
  return line.includes("|") ? "|" : "";
}

/** Returns the kind of block that goes on after a line, or "". */
function openAfter(line: string, open: string, kind: string): string {
  if (kind === "<") return line.trim() === "" ? "" : kind;
  if (kind === "|" || kind === "") return "";
  const isFence = kindOf(line) === kind;
  return open === "" ? kind : isFence ? "" : open;
}

/** Whether one side adds or removes only one end of a block, and the other side also changes block ends. */
function breakBlocks(before: readonly string[], ours: readonly Change[], others: readonly Change[]): boolean {
  const marksIn = ({ start, end, items }: Change): number =>
    [...before.slice(start, end), ...items].filter((sentence) => blockMark.test(sentence)).length;
  const isOdd = (change: Change): boolean => marksIn(change) % 2 === 1;
  const hasMarks = (change: Change): boolean => marksIn(change) > 0;
  return (ours.some(isOdd) && others.some(hasMarks)) || (others.some(isOdd) && ours.some(hasMarks));
}

/** Whether one side removed a line end right beside a change of the other. */
function joinLines(before: readonly string[], ours: readonly Change[], others: readonly Change[]): boolean {
  return ours.some((mine) =>
    others.some(
      (theirs) =>
        (mine.end === theirs.start || theirs.end === mine.start) &&
        [mine, theirs].some(({ start, end }) => before.slice(start, end).includes("\n")),
    ),
  );
}
