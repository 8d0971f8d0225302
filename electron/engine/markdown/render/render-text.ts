import type { Token } from "markdown-it";
import { findProblems } from "./assemble.ts";
import { writeContents } from "./contents.ts";
import { createEnvironment } from "../types/environment.ts";
import { assignHeadingIds } from "./heading-ids.ts";
import { removeLineMarks } from "./line-marks.ts";
import { countLines } from "./lines.ts";
import type { Heading, RenderContext, RenderedMarkdown, Pipeline } from "../types/markdown-types.ts";
import { createGathered, type Gathered, type ParsedHeading, readToken } from "./read-token.ts";

/**
 * Renders a whole text at once for the published page, which needs neither blocks nor line marks.
 * `source` must be the result of `normalizeBody`. The HTML is equal to that of `assemble`.
 */
export function renderText(
  { md, labels }: Pipeline,
  source: string,
  context: RenderContext,
): RenderedMarkdown {
  const idPrefix = context.idPrefix ?? "";
  const env = createEnvironment(idPrefix);
  const tokens = md.parse(source, env);
  const gathered = readTokens(tokens, source, context);
  const headings = nameHeadings(gathered.headings, idPrefix);
  const contents = tokens.find(({ type }) => type === "contents");
  if (contents) contents.content = writeContents(headings, labels.contents);
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
    readToken(gathered, tokens, index, token.map?.[0] ?? start, 0);
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
