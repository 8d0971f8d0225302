import { diffArrays } from "diff";
import { minimalEdit, type TextEdit } from "#contract/text/text-edits.ts";
import {
  areDoubtful,
  type Change,
  differenceOf,
  hasLostOrDoubled,
  isCutOff,
  type Side,
} from "./merge-doubts.ts";

/** Three versions of a text: as both sides knew it (`base`), on screen (`mine`), and in the file (`theirs`). */
export interface ThreeVersions {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** Maximum number of differing sentences, because comparing more would hold up the window. */
const mostDifferences = 1_000;

/**
 * Merges the changes of two sides to the text of a post, sentence by sentence.
 * Also merges inside a sentence, if each side changed a different part of it.
 * Keeps both additions at the end. The file's addition usually comes first, because it was saved earlier.
 * Returns null if both sides changed the same words, or if the result is doubtful.
 * The result has the line ends of `mine`.
 */
export function mergeBodies({ base, mine, theirs }: ThreeVersions): string | null {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const before = sentencesOf(base);
  const [ours, others] = [mine, theirs].map((text) => sideOf(before, text));
  if (!ours || !others || areDoubtful(before, ours, others)) return null;
  const merged = mergeChanges(before, ours.changes, others.changes);
  if (merged === null || hasLostOrDoubled(sentencesOf(merged), ours, others)) return null;
  return mine.includes("\r\n") ? merged.replaceAll("\n", "\r\n") : merged;
}

/** Whether the end of a text, or most of it, is missing: the file may not be completely written yet. */
export function isProbablyCutOff(base: string, theirs: string): boolean {
  const before = sentencesOf(base);
  const side = sideOf(before, theirs);
  return side === null || isCutOff(before, side);
}

/** Whether a text was probably made from `earlier` and not from `base`, which was written later. */
export function isMadeFrom(earlier: string, base: string, text: string): boolean {
  const [before, later, sentences] = [earlier, base, text].map(sentencesOf);
  if (!before || !later || !sentences) return false;
  return differenceOf(sentences, before) < differenceOf(sentences, later);
}

/**
 * Returns edits that turn one text into another, in order and with offsets in `from`: one for each run of
 * sentences that differ. Texts that differ in very many sentences get one edit.
 */
export function editsBetween(from: string, to: string): TextEdit[] {
  const [before, after] = [from, to].map((text) => text.split(/(?<=[。！？\n])/u));
  const parts = diffArrays(before ?? [], after ?? [], { maxEditLength: mostDifferences });
  const edits: TextEdit[] = [];
  let [offset, old, now] = [0, "", ""];
  const close = (): void => {
    const edit = minimalEdit(old, now);
    if (edit) edits.push({ ...edit, offset: offset + edit.offset });
    offset += old.length;
    [old, now] = ["", ""];
  };
  if (!parts) [old, now] = [from, to];
  for (const { added, removed, value } of parts ?? []) {
    const text = value.join("");
    if (added) now += text;
    else if (removed) old += text;
    else {
      close();
      offset += text.length;
    }
  }
  close();
  return edits;
}

function sideOf(before: readonly string[], text: string): Side | null {
  const sentences = sentencesOf(text);
  const changes = changesTo(before, sentences);
  return changes && { sentences, changes };
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
  // Does not combine two different texts for a post that was empty.
  return all && all.length > 0 ? bothAdditions(all.slice(-2).join(""), mine, theirs) : null;
}

/**
 * Returns both additions to the end of a text, or null if they are similar or continue one line.
 * `ending` is the end of the text.
 * Between the additions are at least as many line ends as at the end of the text.
 */
function bothAdditions(ending: string, mine: string, theirs: string): string | null {
  if (beginAlike(mine, theirs)) return null;
  const [isMineApart, isTheirsApart] = [mine, theirs].map((text) => text.startsWith("\n"));
  const lineEnds = /\n*$/.exec(ending)?.[0] ?? "";
  if (lineEnds === "" && !isMineApart && !isTheirsApart) return null;
  // An addition that continues the last line of the text comes first, so that it stays on that line.
  const [first, second] = isTheirsApart && !isMineApart ? [mine, theirs] : [theirs, mine];
  const between = (/\n*$/.exec(first)?.[0] ?? "") + (/^\n*/.exec(second)?.[0] ?? "");
  return first + lineEnds.slice(between.length) + second;
}

/**
 * Whether two additions begin alike, for at least half of the shorter addition.
 * Such additions are probably two states of the same words.
 */
function beginAlike(mine: string, theirs: string): boolean {
  const [ours, others] = [mine.trim(), theirs.trim()];
  return onlyChange([...ours], [...others]).start * 2 >= Math.min(ours.length, others.length);
}

/** Merges one change of each side inside a sentence. Returns null if they overlap or are too near. */
function mergeInside({ base, mine, theirs }: ThreeVersions): string | null {
  const [old, ...sides] = [base, mine, theirs].map((text) => [...text]);
  const [ours, others] = sides.map((side) => onlyChange(old ?? [], side));
  if (!old || !ours || !others) return null;
  const [first, second] = ours.start <= others.start ? [ours, others] : [others, ours];
  if (first.end >= second.start) return null;
  const between = old.slice(first.end, second.start).join("");
  const changed = [first, second].map(({ start, end, items }) =>
    [...old.slice(start, end), ...items].join(""),
  );
  // Does not merge changed digits, because the result could be a number or date that neither side wrote.
  if (!isSeparation(between) || /\p{N}/u.test(changed.join(""))) return null;
  return [
    ...old.slice(0, first.start),
    ...first.items,
    ...old.slice(first.end, second.start),
    ...second.items,
    ...old.slice(second.end),
  ].join("");
}

/**
 * Whether the unchanged characters between two changes separate two words.
 * Without white space, ASCII characters do not, because they can belong to one word, an address or code.
 * In Japanese, two characters are needed, because a single one can be part of a changed word.
 */
function isSeparation(between: string): boolean {
  return /\s/.test(between) || (!/^[!-~]*$/.test(between) && [...between].length > 1);
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
