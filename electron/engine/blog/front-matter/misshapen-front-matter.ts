import type { FrontMatterReading } from "./front-matter.ts";
import { isKnownKey } from "./front-matter-spelling.ts";

/** Number of characters in which misshapen front matter is looked for. */
const lookedAt = 4096;

/** Matches a fence, also with a comment after it, or with spaces before it. */
const fence = /^\s*(?:---|\+\+\+)\s*(?:#.*)?$/;

/** Matches the first line of a conflict that a version control system has left in the file. */
const conflict = /^<{7}(?: |$)/;

/** Matches a line with a key and a value. */
const keyLine = /^\s*["']?([A-Za-z][\w-]*)["']?\s*[:=](?:\s|$)/;

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
  const isMeant = fence.test(block[0] ?? "")
    ? block.some(isKey)
    : // A single line above the fence would be a heading in Markdown.
      block.slice(0, 2).filter(isKey).length === 2 && block.some((line) => fence.test(line));
  return isMeant ? { error: reason, line: start + 1 } : null;
}
