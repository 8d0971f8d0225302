import { eastAsianWidth } from "get-east-asian-width";
import type { Alignment, MarkdownTable } from "./markdown-table.ts";

/** Maximum width of a column, in half-width characters. Wider cells do not widen their columns. */
const widest = 60;
const narrowest = 3;

/** Returns the Markdown lines of a table. The columns are aligned in a monospaced font. */
export function tableLines({ alignments, rows }: MarkdownTable): string[] {
  const cells = rows.map((row) => row.map(cellMarkdown));
  const widths = alignments.map((_, column) => {
    const needed = cells.map((row) => displayWidth(row[column] ?? "")).filter((width) => width <= widest);
    return needed.reduce((width, next) => Math.max(width, next), narrowest);
  });
  const [head = [], ...body] = cells.map((row) =>
    row.map((cell, column) => padded(cell, widths[column] ?? narrowest, alignments[column] ?? "none")),
  );
  const rule = alignments.map((alignment, column) => ruleOf(alignment, widths[column] ?? narrowest));
  return [head, rule, ...body].map((row) => `| ${row.join(" | ")} |`);
}

/** Makes the text of a cell one line and escapes its pipes. */
function cellMarkdown(cell: string): string {
  return cell
    .trim()
    .replace(/\r\n?|\n/g, "<br>")
    .replaceAll("|", "\\|");
}

function padded(cell: string, width: number, alignment: Alignment): string {
  const missing = Math.max(0, width - displayWidth(cell));
  const before = alignment === "right" ? missing : alignment === "centre" ? Math.floor(missing / 2) : 0;
  return " ".repeat(before) + cell + " ".repeat(missing - before);
}

const graphemes = new Intl.Segmenter("ja", { granularity: "grapheme" });

/**
 * Returns the width of a text in a monospaced Japanese font, in half-width characters.
 * Characters such as `①` or `…` count as wide, because the program prefers Japanese fonts.
 */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (/^[\p{M}\p{Cf}\p{Cc}]+$/u.test(grapheme)) return 0;
  // Emoji are wide: some by default, and others because of a variation selector.
  if (/^\p{Emoji_Presentation}|\uFE0F/u.test(grapheme)) return 2;
  // Adds 1 for each voiced sound mark of half-width kana, which is as wide as a separate character.
  const marks = grapheme.slice(1).match(/[\uFF9E\uFF9F]/g)?.length ?? 0;
  const ambiguousAsWide = !/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(grapheme);
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0, { ambiguousAsWide }) + marks;
}

function ruleOf(alignment: Alignment, width: number): string {
  const left = alignment === "left" || alignment === "centre" ? ":" : "-";
  const right = alignment === "right" || alignment === "centre" ? ":" : "-";
  return left + "-".repeat(width - 2) + right;
}
