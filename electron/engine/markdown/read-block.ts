import type { Token } from "markdown-it";
import { tagBalance } from "./html-tags.ts";
import { markLine, markRawHtml } from "./line-marks.ts";
import type { Finding } from "./markdown-types.ts";
import { htmlText } from "./raw-html.ts";
import { type Gathered, readInline, readRawHtml } from "./read-inline.ts";
import type { BlockFacts, SourceBlock } from "./source-block.ts";

interface ParsedHeading {
  readonly token: Token;
  readonly level: number;
  readonly text: string;
  readonly line: number;
  readonly explicit: string | null;
}

/** A block whose tokens are ready to be written, but for the ids of its headings. */
export interface ParsedBlock extends Omit<BlockFacts, "headings"> {
  readonly kind: SourceBlock["kind"];
  readonly tokens: Token[];
  readonly startLine: number;
  readonly endLine: number;
  readonly headings: readonly ParsedHeading[];
}

/** The tokens of one top-level block, and where the parsed piece begins and ends in the body. */
export interface TokenGroup {
  readonly tokens: Token[];
  readonly firstLine: number;
  readonly lineCount: number;
}

function kindOf(first: Token | undefined): SourceBlock["kind"] {
  if (first?.type === "contents") return "contents";
  return first?.type === "footnote_block_open" ? "footnotes" : "text";
}

/** Reads what a block says, resolves its addresses and marks its lines; notes stay unmarked, as they stand elsewhere. */
export function readBlock(group: TokenGroup, gathered: Gathered): ParsedBlock {
  const { tokens, firstLine, lineCount } = group;
  const kind = kindOf(tokens[0]);
  const [start = 0, end = 0] = kind === "footnotes" ? [lineCount, lineCount] : (tokens[0]?.map ?? []);
  const headings: ParsedHeading[] = [];
  const problems: Finding[] = [];
  const words: string[] = [];
  gathered.links = [];
  gathered.images = [];
  let html = "";

  tokens.forEach((token, index) => {
    const line = firstLine + (token.map?.[0] ?? start);
    if (token.map && kind !== "footnotes") markLine(token, line);
    if (token.type === "inline") {
      const text = readInline(gathered, token.children ?? [], line);
      words.push(text.trim());
      const found: readonly Finding[] = token.meta?.findings ?? [];
      for (const finding of found) problems.push({ ...finding, line: firstLine + finding.line });
      const parent = tokens[index - 1];
      if (parent?.type === "heading_open") headings.push(readHeading(parent, text, line));
    } else if (token.type === "html_block") {
      token.content = readRawHtml(gathered, token.content, line);
      words.push(htmlText(token.content));
      if (token.level === 0) html = token.content;
      if (kind !== "footnotes") token.content = markRawHtml(token.content, line);
    } else if (token.type === "fence" || token.type === "code_block") {
      words.push(token.content.trimEnd());
    }
  });

  return {
    kind,
    tokens,
    startLine: firstLine + start,
    endLine: firstLine + end,
    headings,
    links: gathered.links,
    images: gathered.images,
    problems,
    text: words.filter((text) => text !== "").join("\n"),
    balance: html === "" ? undefined : tagBalance(html),
  };
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
