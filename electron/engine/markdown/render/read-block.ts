import type { Token } from "markdown-it";
import { tagBalance } from "../html/html-tags.ts";
import { markLine, markRawHtml } from "./line-marks.ts";
import { type Gathered, type ParsedHeading, readToken } from "./read-token.ts";
import type { BlockFacts, SourceBlock } from "../types/source-block.ts";

/** A parsed block. It can be rendered as soon as its headings have ids. */
export interface ParsedBlock extends Omit<BlockFacts, "headings"> {
  readonly kind: SourceBlock["kind"];
  readonly tokens: Token[];
  readonly startLine: number;
  readonly endLine: number;
  readonly headings: readonly ParsedHeading[];
}

/** The tokens of a top-level block, and the first line and number of lines of the whole parsed text. */
export interface TokenGroup {
  readonly tokens: Token[];
  readonly firstLine: number;
  readonly lineCount: number;
}

function kindOf(first: Token | undefined): SourceBlock["kind"] {
  if (first?.type === "contents") return "contents";
  return first?.type === "footnote_block_open" ? "footnotes" : "text";
}

/** Collects a block's content and resolves its addresses. Adds line numbers to elements outside footnotes. */
export function readBlock(group: TokenGroup, gathered: Gathered): ParsedBlock {
  const { tokens, firstLine, lineCount } = group;
  const kind = kindOf(tokens[0]);
  const [start = 0, end = 0] = kind === "footnotes" ? [lineCount, lineCount] : (tokens[0]?.map ?? []);
  gathered.headings = [];
  gathered.links = [];
  gathered.images = [];
  gathered.problems = [];
  gathered.words = [];
  let html = "";

  tokens.forEach((token, index) => {
    const line = firstLine + (token.map?.[0] ?? start);
    readToken(gathered, tokens, index, line);
    const isHtml = token.type === "html_block";
    if (isHtml && token.level === 0) html = token.content;
    if (kind === "footnotes") return;
    if (token.map) markLine(token, line);
    if (isHtml) token.content = markRawHtml(token.content, line);
  });

  return {
    kind,
    tokens,
    startLine: firstLine + start,
    endLine: firstLine + end,
    headings: gathered.headings,
    links: gathered.links,
    images: gathered.images,
    problems: gathered.problems,
    text: gathered.words.join("\n"),
    balance: html === "" ? undefined : tagBalance(html),
  };
}
