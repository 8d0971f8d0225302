import type { Pipeline, MarkdownOptions, RenderContext } from "../types/markdown-types.ts";
import type { Token } from "markdown-it";
import { blockKey } from "./block-key.ts";
import { createEnvironment, type Definition, type LinkTarget } from "../types/environment.ts";
import { labelsFor } from "./labels.ts";
import { removeLineMarks } from "./line-marks.ts";
import { countLines } from "./lines.ts";
import { createParser } from "./parser.ts";
import { type ParsedBlock, readBlock } from "./read-block.ts";
import { createGathered } from "./read-token.ts";
import type { SourceBlock } from "../types/source-block.ts";

/**
 * Consecutive lines of a body (`source`) that are parsed separately from the rest of the body.
 * The other properties say what the parser must know about the rest of the body.
 */
export interface Piece {
  readonly source: string;
  readonly firstLine: number;
  readonly isFirstImage: boolean;
  readonly references: Record<string, LinkTarget>;
}

export interface ParsedPiece {
  readonly blocks: readonly ParsedBlock[];
  readonly definitions: readonly Definition[];
}

export function createPipeline(options: MarkdownOptions): Pipeline {
  const labels = labelsFor(options.language ?? "ja");
  return { md: createParser(options), labels, contentsFrom: options.contentsFrom ?? 0 };
}

/** Returns the parser with the added texts (labels) in the language of the article. */
export function pipelineIn(pipeline: Pipeline, { language }: RenderContext): Pipeline {
  return language === undefined ? pipeline : { ...pipeline, labels: labelsFor(language) };
}

/** Returns a text as the parser expects it: with LF as the only line end, and without NUL. */
export function normalizeBody(body: string): string {
  const text = body.includes("\r") ? body.replace(/\r\n?/g, "\n") : body;
  return text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text;
}

function* topLevelGroups(tokens: readonly Token[]): Generator<Token[]> {
  let group: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    group.push(token);
    depth += token.nesting;
    if (depth > 0) continue;
    yield group;
    group = [];
  }
}

/** Parses lines into top-level blocks, without link definitions and footnotes. */
export function parsePiece({ md, labels }: Pipeline, piece: Piece, context: RenderContext): ParsedPiece {
  const { source, firstLine, isFirstImage, references } = piece;
  const env = createEnvironment(context, labels, references);
  const tokens = md.parse(source, env);
  const gathered = createGathered(context, firstLine, isFirstImage);
  const blocks: ParsedBlock[] = [];
  const lineCount = countLines(source);
  for (const group of topLevelGroups(tokens)) {
    blocks.push(readBlock({ tokens: group, firstLine, lineCount }, gathered));
  }
  const definitions = env.definitions.map((found) => ({ ...found, line: firstLine + found.line }));
  return { blocks, definitions };
}

/** Renders parsed blocks to HTML. `ids` are the ids for all headings in the blocks, in order. */
export function writeBlocks(
  { md, labels }: Pipeline,
  blocks: readonly ParsedBlock[],
  ids: readonly string[],
  context: RenderContext,
): SourceBlock[] {
  const env = createEnvironment(context, labels);
  let next = 0;
  return blocks.map(({ tokens, headings, ...facts }) => {
    const named = headings.map(({ token, ...heading }) => {
      const id = ids[next++] ?? "";
      token.attrSet("id", id);
      return { ...heading, id };
    });
    const html = facts.kind === "contents" ? "" : md.renderer.render(tokens, md.options, env);
    const published = removeLineMarks(html);
    return { ...facts, headings: named, html, published, key: blockKey(published) };
  });
}
