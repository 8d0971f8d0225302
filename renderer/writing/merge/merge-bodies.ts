import { diffArrays } from "diff";

/** Three versions of a text: as both sides knew it (`base`), on screen (`mine`), and in the file (`theirs`). */
export interface ThreeVersions {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** Maximum number of differing sentences, because comparing more would hold up the window. */
const mostDifferences = 1_000;

/** Replaces the items from `start` to `end` of a list by `items`. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly items: readonly string[];
}

/**
 * Merges the changes of two sides to the text of a post, sentence by sentence, and inside a sentence if each
 * side changed a different part of it. Additions at the end are both kept: the file's come first, because they
 * were saved earlier. Returns null if both sides changed the same words.
 * The result has the line ends of `mine`.
 */
export function mergeBodies({ base, mine, theirs }: ThreeVersions): string | null {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const before = sentencesOf(base);
  const [ours, others] = [changesTo(before, sentencesOf(mine)), changesTo(before, sentencesOf(theirs))];
  const merged = ours && others && mergeChanges(before, ours, others);
  if (merged === null) return null;
  return mine.includes("\r\n") ? merged.replaceAll("\n", "\r\n") : merged;
}

/** Splits a text after each sentence, and around each line end. Line ends become `\n`. */
function sentencesOf(text: string): string[] {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .split(/(?<=[。！？\n])|(?<=[.!?] )|(?=\n)/u)
    .filter((sentence) => sentence !== "");
}

/** Returns the changes from `before` to `after` in order, or null if there are too many. */
function changesTo(before: readonly string[], after: readonly string[]): Change[] | null {
  const parts = diffArrays([...before], [...after], { maxEditLength: mostDifferences });
  if (!parts) return null;
  const changes: Change[] = [];
  let at = 0;
  for (const { added, removed, value } of parts) {
    const last = changes.at(-1);
    const joined = (added || removed) && last?.end === at ? changes.pop() : undefined;
    const end = at + (removed ? value.length : 0);
    if (added || removed)
      changes.push({
        start: joined?.start ?? at,
        end,
        items: [...(joined?.items ?? []), ...(added ? value : [])],
      });
    at += added ? 0 : value.length;
  }
  return changes;
}

/** Applies the changes of both sides. Returns null if two of them cannot be combined. */
function mergeChanges(
  before: readonly string[],
  ours: readonly Change[],
  others: readonly Change[],
): string | null {
  const pieces: string[] = [];
  let done = 0;
  for (const region of regionsOf(ours, others)) {
    const { start, end } = region;
    const versions = {
      base: before.slice(start, end).join(""),
      mine: withChanges(before, region, region.mine),
      theirs: withChanges(before, region, region.theirs),
    };
    const merged = mergeRegion(versions, end === before.length ? before : null);
    if (merged === null) return null;
    pieces.push(before.slice(done, start).join(""), merged);
    done = end;
  }
  return pieces.join("") + before.slice(done).join("");
}

/** A part of the base, and the changes that each side made to it. */
interface Region {
  readonly start: number;
  readonly end: number;
  readonly mine: readonly Change[];
  readonly theirs: readonly Change[];
}

/** Groups changes that overlap, or that insert at the same place. Regions are in order and do not overlap. */
function regionsOf(ours: readonly Change[], others: readonly Change[]): Region[] {
  const all = [
    ...ours.map((change) => ({ change, isMine: true })),
    ...others.map((change) => ({ change, isMine: false })),
  ].sort((a, b) => a.change.start - b.change.start || a.change.end - b.change.end);
  const regions: Region[] = [];
  for (const { change, isMine } of all) {
    const last = regions.at(-1);
    const isSame =
      last && (change.start < last.end || (change.start === last.start && change.end === last.end));
    const { mine, theirs } = isSame ? last : { mine: [], theirs: [] };
    if (isSame) regions.pop();
    regions.push({
      start: isSame ? last.start : change.start,
      end: Math.max(change.end, isSame ? last.end : 0),
      mine: isMine ? [...mine, change] : mine,
      theirs: isMine ? theirs : [...theirs, change],
    });
  }
  return regions;
}

function withChanges(before: readonly string[], { start, end }: Region, changes: readonly Change[]): string {
  const pieces: string[] = [];
  let done = start;
  for (const change of changes) {
    pieces.push(...before.slice(done, change.start), ...change.items);
    done = change.end;
  }
  return [...pieces, ...before.slice(done, end)].join("");
}

/** `all` are the sentences of the whole base if the region is at its end, otherwise null. */
function mergeRegion(versions: ThreeVersions, all: readonly string[] | null): string | null {
  const { base, mine, theirs } = versions;
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  if (base !== "") return mergeInside(versions);
  if (mine.startsWith(theirs)) return mine;
  if (theirs.startsWith(mine)) return theirs;
  // Two texts for an empty post are no additions to a text.
  if (!all || all.length === 0) return null;
  // What continues the last line stays on that line.
  const [first, second] = theirs.startsWith("\n") && !mine.startsWith("\n") ? [mine, theirs] : [theirs, mine];
  // Two lines that both sides began after the same line end stay two lines, or two paragraphs.
  const isDivided = first.endsWith("\n") || second.startsWith("\n");
  const lineEnds = isDivided ? "" : /\n{0,2}$/.exec(all.slice(-2).join(""))?.[0];
  return first + (lineEnds ?? "") + second;
}

/** Merges one change of each side inside a sentence. Returns null if they overlap or touch. */
function mergeInside({ base, mine, theirs }: ThreeVersions): string | null {
  const [old, ...sides] = [base, mine, theirs].map((text) => [...text]);
  const [ours, others] = sides.map((side) => onlyChange(old ?? [], side));
  if (!old || !ours || !others) return null;
  const [first, second] = ours.start <= others.start ? [ours, others] : [others, ours];
  if (first.end >= second.start) return null;
  return [
    ...old.slice(0, first.start),
    ...first.items,
    ...old.slice(first.end, second.start),
    ...second.items,
    ...old.slice(second.end),
  ].join("");
}

/** Returns the part that differs, from the first to the last difference. */
function onlyChange(before: readonly string[], after: readonly string[]): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { start, end: before.length - end, items: after.slice(start, after.length - end) };
}
