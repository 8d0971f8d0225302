import type { Token } from "markdown-it";
import { createMarkdown } from "../render/create-markdown.ts";
import { createEnvironment } from "../types/environment.ts";
import type { Markdown } from "../types/markdown-types.ts";

let reader: Markdown | undefined;

/**
 * Markdown without any HTML of its own but line breaks in cells. What was made from somebody else's page has none already; this
 * looks at it as it will be read, and takes it for words where it has.
 */
export function withoutRawHtml(markdown: string): string {
  if (!markdown.includes("<")) return markdown;
  reader ??= createMarkdown();
  const tokens = reader.pipeline.md.parse(markdown, createEnvironment(""));
  return tokens.some(hasRawHtml) ? markdown.replaceAll("<", "&lt;") : markdown;
}

function hasRawHtml({ type, content, children }: Token): boolean {
  if (type === "html_block") return true;
  return (type === "html_inline" && content !== "<br>") || (children ?? []).some(hasRawHtml);
}
