import { eastAsianWidth } from "get-east-asian-width";

const graphemes = new Intl.Segmenter("ja", { granularity: "grapheme" });

/**
 * How many half-width columns a text takes in a monospaced Japanese face. Characters that are wide in such faces and
 * narrow in others (`①`, `→`, `…`) count as wide: the program's faces are
 * Japanese first. Letters with accents do not; only very old faces drew them so.
 */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (/^[\p{M}\p{Cf}\p{Cc}]+$/u.test(grapheme)) return 0;
  // Pictures are wide, whether by themselves or because they are told to be.
  if (/^\p{Emoji_Presentation}|\uFE0F/u.test(grapheme)) return 2;
  // The voiced marks of half-width kana take a column of their own.
  const marks = grapheme.slice(1).match(/[\uFF9E\uFF9F]/g)?.length ?? 0;
  const ambiguousAsWide = !/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(grapheme);
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0, { ambiguousAsWide }) + marks;
}
