import { eastAsianWidth } from "get-east-asian-width";

const graphemes = new Intl.Segmenter("ja", { granularity: "grapheme" });

/**
 * Returns the width of a text in a monospaced Japanese font, in half-width characters. Some characters are
 * wide in such fonts and narrow in others (`①`, `→`, `…`); they count as wide, since the program prefers
 * Japanese fonts. Letters with accents count as narrow; only very old fonts have them wide.
 */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (/^[\p{M}\p{Cf}\p{Cc}]+$/u.test(grapheme)) return 0;
  // Emoji are wide, whether by default or by a variation selector.
  if (/^\p{Emoji_Presentation}|\uFE0F/u.test(grapheme)) return 2;
  // The voiced sound marks of half-width kana are as wide as a character of their own.
  const marks = grapheme.slice(1).match(/[\uFF9E\uFF9F]/g)?.length ?? 0;
  const ambiguousAsWide = !/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(grapheme);
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0, { ambiguousAsWide }) + marks;
}
