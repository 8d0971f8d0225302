import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { blockKey } from "./block-key.ts";
import { writeContents } from "./contents.ts";
import type { Definition } from "../types/environment.ts";
import { closeUpTo } from "../html/html-tags.ts";
import { removeLineMarks } from "./line-marks.ts";
import type { Finding, Heading, Image, Link, RenderedBlocks, Pipeline } from "../types/markdown-types.ts";
import type { ReadText } from "./read-whole.ts";
import type { SourceBlock } from "../types/source-block.ts";

/**
 * Inserts the table of contents after all headings are known, in place of the first `[[toc]]`.
 * Without `[[toc]]`, a text with many headings gets the table of contents before its first heading.
 */
function fillContents(
  { labels, contentsFrom }: Pipeline,
  blocks: readonly SourceBlock[],
  headings: readonly Heading[],
): readonly SourceBlock[] {
  const index = blocks.findIndex(({ kind }) => kind === "contents");
  const block = blocks[index];
  if (block) {
    const html = writeContents(headings, labels.contents, { line: block.startLine });
    return blocks.with(index, { ...block, ...withHtml(html) });
  }
  if (!isLong(headings, contentsFrom)) return blocks;
  const before = blocks.findIndex((each) => each.headings.length > 0);
  const line = blocks[before]?.startLine ?? 0;
  const html = writeContents(headings, labels.contents, { line, isAutomatic: true });
  const facts = { headings: [], links: [], images: [], problems: [], text: "", balance: undefined };
  const made = { ...facts, kind: "contents", startLine: line, endLine: line, ...withHtml(html) } as const;
  return blocks.toSpliced(before, 0, made);
}

function withHtml(html: string): Pick<SourceBlock, "html" | "published" | "key"> {
  const published = removeLineMarks(html);
  return { html, published, key: blockKey(published) };
}

/** Whether a text without `[[toc]]` gets a table of contents. */
export function isLong(headings: readonly Heading[], contentsFrom: number): boolean {
  return contentsFrom > 0 && headings.length >= contentsFrom;
}

function previewBlock(run: readonly SourceBlock[]): PreviewBlock | undefined {
  const [first, ...more] = run;
  const last = run.at(-1);
  if (!first || !last) return undefined;
  const html = more.length === 0 ? first.html : run.map((block) => block.html).join("");
  if (html === "") return undefined;
  const key = more.length === 0 ? first.key : blockKey(run.map((block) => block.published).join(""));
  return { key, html, startLine: first.startLine, endLine: last.endLine };
}

/** Returns the blocks for the preview. Blocks inside an author's element such as `<div>` are combined. */
function previewBlocks(blocks: readonly SourceBlock[]): PreviewBlock[] {
  const result: PreviewBlock[] = [];
  const open: string[] = [];
  const counts = new Map<string, number>();
  let run: SourceBlock[] = [];
  const endRun = (): void => {
    const block = previewBlock(run);
    if (block) result.push(block);
    run = [];
  };
  for (const block of blocks) {
    run.push(block);
    for (const name of block.balance?.closes ?? []) {
      if ((counts.get(name) ?? 0) > 0) closeUpTo(name, open, counts);
    }
    for (const name of block.balance?.opens ?? []) {
      open.push(name);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    if (open.length === 0) endRun();
  }
  endRun();
  return result;
}

/** Reports unused link definitions, because the author may have meant them as text: `[メモ]: readme.txt`. */
function unusedDefinitions(
  definitions: readonly Definition[],
  links: readonly Link[],
  images: readonly Image[],
): Finding[] {
  if (definitions.length === 0) return [];
  const used = new Set([...links.map(({ href }) => href), ...images.map(({ src }) => src)]);
  return definitions
    .filter(({ href, text }) => !used.has(href) && !isComment(href, text))
    .map(({ line, text }) => ({ code: "markdown.swallowedDefinition", line, text }));
}

/** Whether a definition is a comment, such as `[//]: # (text)` or `[comment]: <> (text)`. */
function isComment(href: string, text: string): boolean {
  return href === "#" || href === "" || /^\[(?:\/\/|comment)\]:/i.test(text);
}

/** Returns all problems of a text, sorted by line: problems in paragraphs, and unused definitions. */
export function findProblems(
  found: readonly Finding[],
  definitions: readonly Definition[],
  links: readonly Link[],
  images: readonly Image[],
): Finding[] {
  return [...found, ...unusedDefinitions(definitions, links, images)].sort((a, b) => a.line - b.line);
}

/**
 * Combines the blocks of a parsed text into the rendered text.
 * Creates `html` and `plainText` only when a caller reads them, because the preview needs neither.
 */
export function assemble(
  pipeline: Pipeline,
  { blocks: textBlocks, notes, definitions }: ReadText,
): RenderedBlocks {
  const sourceBlocks = notes ? [...textBlocks, notes] : textBlocks;
  const headings = sourceBlocks.flatMap((block) =>
    block.headings.map(({ level, id, text, line }) => ({ level, id, text, line })),
  );
  const blocks = fillContents(pipeline, sourceBlocks, headings);
  const links = blocks.flatMap((block) => block.links);
  const images = blocks.flatMap((block) => block.images);
  return {
    get html() {
      return blocks.map((block) => block.published).join("");
    },
    blocks: previewBlocks(blocks),
    headings,
    links,
    images,
    problems: findProblems(
      blocks.flatMap((block) => block.problems),
      definitions,
      links,
      images,
    ),
    get plainText() {
      return blocks
        .map((block) => block.text)
        .filter((text) => text !== "")
        .join("\n");
    },
  };
}
