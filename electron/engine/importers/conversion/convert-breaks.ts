import { splitAtPre } from "#engine/markdown/from-html/import/html-block.ts";

const blockTag =
  "p|div|h[1-6]|table|thead|tbody|tfoot|tr|td|th|ul|ol|li|dl|dt|dd|pre|blockquote|hr|form|fieldset|address|center|section|article|figure|figcaption|iframe|object|details";
const beginsWithBlock = new RegExp(`^\\s*</?(?:${blockTag})\\b`, "i");
const endsWithBlock = new RegExp(`(?:</?(?:${blockTag})(?:\\s[^<>]*)?/?>|<!--(?:(?!<!--).)*-->)\\s*$`, "i");
const blocks = new RegExp(`<(?:${blockTag})\\b`, "gi");

/**
 * Converts plain line ends to HTML, as Movable Type does for entries with `CONVERT BREAKS: 1`.
 * Text between blank lines becomes a `<p>`, and each single line end becomes a `<br>`.
 */
export function convertBreaks(text: string): string {
  return splitAtPre(text)
    .map((part, at) => (at % 2 === 1 ? part : paragraphs(part)))
    .join("\n");
}

function paragraphs(text: string): string {
  return text
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .filter((part) => part.trim() !== "")
    .map(paragraph)
    .join("\n\n");
}

function paragraph(text: string): string {
  const trimmed = text.replace(/^\n+|\n+$/g, "");
  const lines = trimmed.split("\n");
  const broken = lines
    .map((line, at) => {
      const next = lines[at + 1];
      const isBreak = next !== undefined && !endsWithBlock.test(line) && !beginsWithBlock.test(next);
      return isBreak && !/<br\s*\/?>\s*$/i.test(line) ? `${line}<br />` : line;
    })
    .join("\n");
  return beginsWithBlock.test(trimmed) || endsWithBlock.test(trimmed) ? broken : `<p>${broken}</p>`;
}

/**
 * Whether nearly every line begins or ends with a tag of a block element.
 * The value of `CONVERT BREAKS` is not reliable, so the lines themselves are examined.
 */
export function isCoveredByBlocks(text: string): boolean {
  if ((text.match(blocks)?.length ?? 0) === 0) return false;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const covered = lines.filter((line) => beginsWithBlock.test(line) || endsWithBlock.test(line)).length;
  return covered >= lines.length * 0.9;
}
