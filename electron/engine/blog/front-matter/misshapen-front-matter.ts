import type { FrontMatterReading } from "./front-matter.ts";
import { isKnownKey } from "./front-matter-spelling.ts";

/** Number of characters at the start of a text that are searched for misshapen front matter. */
const lookedAt = 4096;

/**
 * Matches a fence, also with a comment after it, with spaces before it, or with too few or too many dashes.
 * Some editors turn two or three dashes into a long one.
 */
const fence = /^\s*(?:[-–—]*[–—][-–—]*|-{2,}|\+{2,})\s*(?:#.*)?$/;

/** Matches the first line of a conflict that a version control system has left in the file. */
const conflict = /^<{7}(?: |$)/;

/** Matches a line with a key and a value. */
const keyLine = /^\s*["']?([A-Za-z][\w-]*)["']?\s*[:=](?:\s|$)/;

/** Matches a line that front matter can have besides keys: a comment, or a line of a value. */
const otherLine = /^\s*#|^\s+\S|^- /;

const reason = "front matter begins in the first line and ends with a line of its own: ---";

/**
 * Returns an error if a text without front matter begins with lines that are meant as front matter.
 * A fence may be missing or be followed by a comment, the lines may end with CR only, or conflicts may be
 * marked. Without the error, `status: draft` would count as text, and the draft could be published.
 */
export function readMisshapen(text: string): Extract<FrontMatterReading, { error: string }> | null {
  const lines = text.slice(0, lookedAt).split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => line.trim() !== "");
  const hasConflict = conflict.test(lines[first] ?? "");
  const start = hasConflict ? lines.findIndex((line) => fence.test(line)) : first;
  if (start < 0) return null;
  const end = lines.findIndex((line, index) => index > start && line.trim() === "");
  const block = lines.slice(start, end < 0 ? undefined : end);
  const isKey = (line: string): boolean => isKnownKey(keyLine.exec(line)?.[1] ?? "");
  const isMeant = fence.test(block[0] ?? "") ? block.some(isKey) : isWithoutOpening(block, isKey);
  return isMeant ? { error: reason, line: start + 1 } : null;
}

/**
 * Whether a block begins with front matter that has no opening fence.
 * A single key above the fence would be a heading in Markdown, so it takes two.
 */
function isWithoutOpening(block: readonly string[], isKey: (line: string) => boolean): boolean {
  const end = block.findIndex((line) => fence.test(line));
  const head = block.slice(0, Math.max(end, 0));
  const isHead = head.every((line) => keyLine.test(line) || otherLine.test(line));
  return isHead && head.filter(isKey).length >= 2;
}
