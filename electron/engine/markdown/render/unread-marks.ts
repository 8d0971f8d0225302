import type { Finding } from "../types/markdown-types.ts";

/** A wide space or one that keeps words together is no space to Markdown; neither is none at all behind several `#`. */
const unread = /^[ \t]*(?:(?:#{1,6}|[-*+])[\u3000\u00a0]|#{2,6}[^\s#])/;

const firstWords = 20;

/** What a paragraph's line may begin with when it was meant to be more than a line of it. */
const marks = new Set("#-*+ \t");

/**
 * Lines of a paragraph that were meant to be headings or list items: what follows their mark is not the plain space that
 * Markdown asks for. `firstLine` is the paragraph's line.
 */
export function unreadMarks(paragraph: string, firstLine: number): Finding[] {
  const found: Finding[] = [];
  // Line by line by hand: this is asked of every paragraph of every text
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
