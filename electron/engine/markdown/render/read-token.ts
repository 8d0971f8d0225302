import type { Token } from "markdown-it";
import type { Finding, Heading, RenderContext } from "../types/markdown-types.ts";
import { htmlText } from "../html/raw-html.ts";
import { type Addresses, readInline, readRawHtml } from "./read-inline.ts";
import { unreadMarks } from "./unread-marks.ts";

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
