import type { Token } from "markdown-it";
import type { Finding, Heading, RenderContext } from "../types/markdown-types.ts";
import { htmlText } from "../html/raw-html.ts";
import { type Addresses, readInline, readRawHtml } from "./read-inline.ts";

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
function unreadMarks(paragraph: string, firstLine: number): Finding[] {
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

/** A heading whose id is not known yet. */
export interface ParsedHeading extends Omit<Heading, "id"> {
  readonly token: Token;
  /** The id that the author set, `{#id}`. */
  readonly explicit: string | null;
}

/** Everything that is collected while a text's tokens are read in order. */
export interface Gathered extends Addresses {
  headings: ParsedHeading[];
  problems: Finding[];
  /** Plain text by paragraph; no entry is empty. */
  words: string[];
}

/** Returns an empty collection; by default the next image is the first of its page. */
export function createGathered(context: RenderContext, isFirstImage = true): Gathered {
  return { context, isFirstImage, links: [], images: [], headings: [], problems: [], words: [] };
}

function readHeading(token: Token, text: string, line: number): ParsedHeading {
  return {
    token,
    level: Number(token.tag.slice(1)),
    text: text.replace(/\s+/g, " ").trim(),
    line,
    explicit: token.attrGet("id"),
  };
}

/** Blocks whose content is plain text. */
const plainBlocks = new Set(["fence", "code_block", "maths_block", "diagram"]);

function addWords({ words }: Gathered, text: string): void {
  if (text !== "") words.push(text);
}

/**
 * Collects the content of one block token and resolves its addresses. `line` is its line in the body,
 * `firstLine` that of the parsed piece.
 */
export function readToken(
  gathered: Gathered,
  tokens: readonly Token[],
  index: number,
  line: number,
  firstLine: number,
): void {
  const token = tokens[index];
  if (token === undefined) return;
  const found: readonly Finding[] = token.meta?.findings ?? [];
  for (const finding of found) gathered.problems.push({ ...finding, line: firstLine + finding.line });
  if (token.type === "inline") {
    const text = readInline(gathered, token.children ?? [], line);
    addWords(gathered, text.trim());
    const parent = tokens[index - 1];
    if (parent?.type === "heading_open") gathered.headings.push(readHeading(parent, text, line));
    if (parent?.type === "paragraph_open") gathered.problems.push(...unreadMarks(token.content, line));
  } else if (token.type === "html_block") {
    token.content = readRawHtml(gathered, token.content, line);
    addWords(gathered, htmlText(token.content));
  } else if (plainBlocks.has(token.type)) {
    addWords(gathered, token.meta?.words ?? token.content.trimEnd());
  }
}
