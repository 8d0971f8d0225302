import type { Token } from "markdown-it";
import type { Finding, Heading, RenderContext } from "../types/markdown-types.ts";
import { htmlText } from "../html/raw-html.ts";
import { foreignTags } from "./foreign-tags.ts";
import { type Addresses, readInline, readRawHtml } from "./read-inline.ts";

/** Matches a line that looks like a heading or list item, but lacks an ASCII space after the marker. */
const unread = /^[ \t]*(?:(?:#{1,6}|[-*+])[\u3000\u00a0]|#{2,6}[^\s#])/;

const firstWords = 20;

/** The possible first characters of lines that `unread` matches. */
const marks = new Set("#-*+ \t");

/** Reports lines that lack an ASCII space after the marker of a heading or list item. */
function unreadMarks(paragraph: string, firstLine: number): Finding[] {
  const found: Finding[] = [];
  // Finds lines without a regular expression to save time, because the loop runs for every paragraph.
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

/** A heading that has no id yet. */
export interface ParsedHeading extends Omit<Heading, "id"> {
  readonly token: Token;
  /** The id that the author set with `{#id}`. Null if there is none. */
  readonly explicit: string | null;
}

/** The links, images, headings, problems and texts that are collected from the tokens of a text. */
export interface Gathered extends Addresses {
  headings: ParsedHeading[];
  problems: Finding[];
  /** Plain text of each paragraph. Paragraphs without text are omitted. */
  words: string[];
  /** The line of the body at which the parsed text begins. */
  readonly firstLine: number;
}

/** Creates an empty `Gathered`. With `isFirstImage`, the next image is the first image of the page. */
export function createGathered(context: RenderContext, firstLine = 0, isFirstImage = true): Gathered {
  return { context, firstLine, isFirstImage, links: [], images: [], headings: [], problems: [], words: [] };
}

/** Reads a heading. If the heading has only images, the images' descriptions become its text. */
function readHeading(token: Token, content: readonly Token[], words: string, line: number): ParsedHeading {
  const images = content.filter(({ type }) => type === "image");
  const text = words.trim() === "" ? images.map((image) => image.content).join(" ") : words;
  return {
    token,
    level: Number(token.tag.slice(1)),
    text: text.replace(/\s+/g, " ").trim(),
    line,
    explicit: token.attrGet("id"),
  };
}

/** Types of block tokens whose content is not Markdown. */
const plainBlocks = new Set(["fence", "code_block", "maths_block", "diagram"]);

function addWords({ words }: Gathered, text: string): void {
  if (text !== "") words.push(text);
}

/**
 * Collects the content of a block from its token, and resolves the addresses in the content.
 * `line` is the token's line in the body.
 */
export function readToken(gathered: Gathered, tokens: readonly Token[], index: number, line: number): void {
  const token = tokens[index];
  if (token === undefined) return;
  const found: readonly Finding[] = token.meta?.findings ?? [];
  for (const finding of found) {
    gathered.problems.push({ ...finding, line: gathered.firstLine + finding.line });
  }
  if (token.type === "inline" || token.type === "html_block") {
    gathered.problems.push(...foreignTags(token, line));
  }
  if (token.type === "inline") {
    const text = readInline(gathered, token.children ?? [], line);
    addWords(gathered, text.trim());
    const parent = tokens[index - 1];
    if (parent?.type === "heading_open") {
      gathered.headings.push(readHeading(parent, token.children ?? [], text, line));
    }
    if (parent?.type === "paragraph_open") gathered.problems.push(...unreadMarks(token.content, line));
  } else if (token.type === "html_block") {
    token.content = readRawHtml(gathered, token.content, line);
    addWords(gathered, htmlText(token.content));
  } else if (plainBlocks.has(token.type)) {
    addWords(gathered, token.meta?.words ?? token.content.trimEnd());
  }
}
