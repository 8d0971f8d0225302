/** Made when first needed: that takes several milliseconds. */
let graphemes: Intl.Segmenter | undefined;
/** Latin letters, kana, kanji and full-width forms, none of which joins another: most texts begin with nothing else. */
const single = /^[ -\u02ff\u2010-\u2027\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u3400-\u9fff\uff00-\uff9d]*$/;
/** Widest cluster that is expected, in UTF-16 units: a family of emoji takes eleven. */
const unitsPerGrapheme = 12;

/** The end of a text as far as it is one word, in scripts that put spaces between words. */
const wordAtEnd =
  /(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hangul}\p{Nd}'’-]\p{M}*)+$/u;
const wordAtStart = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hangul}\p{Nd}'’-]/u;
/** Longer runs are no words, but codes and the like. */
const longestWord = 40;

/**
 * The first `length` characters of a post's plain text as readers count them, on one line, with `…` where it was cut; no
 * word is cut in the middle. Only the beginning is looked at, so a long text costs no more than a short one.
 */
export function excerpt(plainText: string, length: number): string {
  const start = onOneLine(plainText.slice(0, length * 2));
  if (start.length > length + 1 && single.test(start.slice(0, length + 1))) return cutAt(start, length);
  const head = plainText.slice(0, (length + 1) * unitsPerGrapheme);
  const line = onOneLine(head);
  const end = endOf(line, length);
  if (end < line.length) return cutAt(line, end);
  return head.length < plainText.length && plainText.slice(head.length).trim() !== "" ? `${line}…` : line;
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** What comes behind `end` must have two characters, or be all that there is. */
function cutAt(line: string, end: number): string {
  return `${withoutCutWord(line.slice(0, end), line.slice(end, end + 2))}…`;
}

/** Offset behind the first `length` characters as readers count them. */
function endOf(line: string, length: number): number {
  if (single.test(line.slice(0, length + 1))) return length;
  graphemes ??= new Intl.Segmenter("ja", { granularity: "grapheme" });
  let count = 0;
  for (const { index } of graphemes.segment(line)) {
    if (count++ === length) return index;
  }
  return line.length;
}

/** The text up to the word that goes on with `next`; all of it when it is nothing but that word. */
function withoutCutWord(text: string, next: string): string {
  const word = wordAtStart.test(next) ? (wordAtEnd.exec(text.slice(-longestWord))?.[0] ?? "") : "";
  const whole = word.length < longestWord ? text.slice(0, text.length - word.length).trimEnd() : "";
  return whole === "" ? text.trimEnd() : whole;
}
