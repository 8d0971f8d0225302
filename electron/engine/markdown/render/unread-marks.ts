import type { Finding } from "../types/markdown-types.ts";

/**
 * Markdown requires a plain space: neither a wide or non-breaking space counts, nor a missing one after
 * several `#`.
 */
const unread = /^[ \t]*(?:(?:#{1,6}|[-*+])[\u3000\u00a0]|#{2,6}[^\s#])/;

const firstWords = 20;

/** First characters of lines that may be meant as more than text of the paragraph. */
const marks = new Set("#-*+ \t");

/**
 * Finds lines of a paragraph that were meant as headings or list items, but have no plain space after their
 * mark. `firstLine` is the paragraph's line.
 */
export function unreadMarks(paragraph: string, firstLine: number): Finding[] {
  const found: Finding[] = [];
  // Scans lines by hand for speed: this runs for every paragraph of every text
  for (let at = 0, line = firstLine; ; line++) {
    const end = paragraph.indexOf("\n", at);
    if (marks.has(paragraph[at] ?? "")) {
      const text = paragraph.slice(at, end < 0 ? undefined : end);
      if (unread.test(text)) found.push({ code: "markdown.markSpace", line, text: shortened(text) });
    }
    if (end < 0) return found;
    at = end + 1;
  }
}

function shortened(line: string): string {
  const letters = Array.from(line.trim());
  return letters.length > firstWords ? `${letters.slice(0, firstWords).join("")}…` : letters.join("");
}
