/** Widest cluster that is expected, in UTF-16 units: a family of emoji takes eleven. */
const unitsPerGrapheme = 12;

/**
 * The first `length` characters of a post's plain text as readers count them, on one line, with `…` where it was cut.
 * Only the beginning is segmented, so a long text costs no more than a short one.
 */
export function excerpt(plainText: string, length: number): string {
  const head = plainText.slice(0, (length + 1) * unitsPerGrapheme);
  const line = head.replace(/\s+/gu, " ").trim();
  let count = 0;
  for (const { index } of new Intl.Segmenter("ja", { granularity: "grapheme" }).segment(line)) {
    if (count++ === length) return `${line.slice(0, index).trimEnd()}…`;
  }
  return head.length < plainText.length && plainText.slice(head.length).trim() !== "" ? `${line}…` : line;
}
