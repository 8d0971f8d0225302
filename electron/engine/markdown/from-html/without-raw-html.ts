import type { Token } from "markdown-it";
import { createMarkdown } from "../render/create-markdown.ts";
import { createEnvironment } from "../types/environment.ts";
import type { Markdown } from "../types/markdown-types.ts";

let reader: Markdown | undefined;

/**
 * Returns Markdown without raw HTML except line breaks in cells. Converted pages should contain none; this
 * parses the result and, if it does, escapes every `<`.
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
