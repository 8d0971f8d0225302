import Token from "markdown-it/lib/token.mjs";
import { findProblems, isLong } from "./assemble.ts";
import { writeContents } from "./contents.ts";
import { createEnvironment } from "../types/environment.ts";
import { assignHeadingIds } from "./heading-ids.ts";
import { removeLineMarks } from "./line-marks.ts";
import { countLines } from "./lines.ts";
import type { Heading, RenderContext, RenderedMarkdown, Pipeline } from "../types/markdown-types.ts";
import { createGathered, type Gathered, type ParsedHeading, readToken } from "./read-token.ts";

/**
 * Renders a whole text at once for the published page, which needs neither blocks nor line marks.
 * `source` must be the result of `normalizeBody`. The HTML is equal to the HTML that `assemble` returns.
 */
export function renderText(
  { md, labels, contentsFrom }: Pipeline,
  source: string,
  context: RenderContext,
): RenderedMarkdown {
  const idPrefix = context.idPrefix ?? "";
  const env = createEnvironment(context, labels);
  const tokens = md.parse(source, env);
  const gathered = readTokens(tokens, source, context);
  const headings = nameHeadings(gathered.headings, idPrefix);
  const contents = tokens.find(({ type }) => type === "contents");
  if (contents) {
    contents.content = writeContents(headings, labels.contents);
  } else if (isLong(headings, contentsFrom)) {
    const token = new Token("contents", "nav", 0);
    token.content = writeContents(headings, labels.contents, { isAutomatic: true });
    tokens.splice(firstBlockWithHeading(tokens), 0, token);
  }
  const html = md.renderer.render(tokens, md.options, env);
  return {
    html: source.includes("data-line") ? removeLineMarks(html) : html,
    headings,
    links: gathered.links,
    images: gathered.images,
    problems: findProblems(gathered.problems, env.definitions, gathered.links, gathered.images),
    plainText: gathered.words.join("\n"),
  };
}

/** Returns the index of the token that begins the first top-level block with a heading. */
function firstBlockWithHeading(tokens: readonly Token[]): number {
  let depth = 0;
  let start = 0;
  for (const [index, { type, nesting }] of tokens.entries()) {
    if (depth === 0) start = index;
    if (type === "heading_open") return start;
    depth += nesting;
  }
  return 0;
}

function readTokens(tokens: readonly Token[], source: string, context: RenderContext): Gathered {
  const gathered = createGathered(context);
  let depth = 0;
  let start = 0;
  tokens.forEach((token, index) => {
    // A token without a line gets the first line of the block that contains it.
    if (depth === 0) {
      start = token.type === "footnote_block_open" ? countLines(source) : (token.map?.[0] ?? 0);
    }
    depth += token.nesting;
    readToken(gathered, tokens, index, token.map?.[0] ?? start);
  });
  return gathered;
}

function nameHeadings(parsed: readonly ParsedHeading[], idPrefix: string): Heading[] {
  const ids = assignHeadingIds(parsed, idPrefix);
  return parsed.map(({ token, level, text, line }, index) => {
    const id = ids[index] ?? "";
    token.attrSet("id", id);
    return { level, id, text, line };
  });
}
