/** Widest cluster that is expected, in UTF-16 units: a family of emoji takes eleven. */
const unitsPerGrapheme = 12;

/** The end of a text as far as it is one word, in scripts that put spaces between words. */
const wordAtEnd =
  /(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hangul}\p{Nd}'’-]\p{M}*)+$/u;
/** Longer runs are no words, but codes and the like. */
const longestWord = 40;

/**
 * The first `length` characters of a post's plain text as readers count them, on one line, with `…` where it was cut; no
 * word is cut in the middle. Only the beginning is segmented, so a long text costs no more than a short one.
 */
export function excerpt(plainText: string, length: number): string {
  const head = plainText.slice(0, (length + 1) * unitsPerGrapheme);
  const line = head.replace(/\s+/gu, " ").trim();
  let count = 0;
  for (const { index, segment } of new Intl.Segmenter("ja", { granularity: "grapheme" }).segment(line)) {
    if (count++ === length) return `${withoutCutWord(line.slice(0, index), segment)}…`;
  }
  return head.length < plainText.length && plainText.slice(head.length).trim() !== "" ? `${line}…` : line;
}

/** The text up to the word that would go on with `next`; all of it when it is nothing but that word. */
function withoutCutWord(text: string, next: string): string {
  const goesOn = wordAtEnd.test(next);
  const word = goesOn ? (wordAtEnd.exec(text.slice(-longestWord))?.[0] ?? "") : "";
  const whole = word.length < longestWord ? text.slice(0, text.length - word.length).trimEnd() : "";
  return whole === "" ? text.trimEnd() : whole;
}
