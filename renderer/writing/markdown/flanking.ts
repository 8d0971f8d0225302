/**
 * Returns whether a run of `*`, `_` or `~` can begin emphasis, and whether it can end emphasis.
 * Follows markdown-it-cjk-friendly: punctuation next to Japanese text does not prevent emphasis.
 */
export function flanking(
  line: string,
  start: number,
  end: number,
): { readonly opens: boolean; readonly closes: boolean } {
  const previous = characterBefore(line, start);
  const next = end < line.length ? String.fromCodePoint(line.codePointAt(end) ?? 32) : " ";
  const spaceBefore = isSpace(previous);
  const spaceAfter = isSpace(next);
  if (spaceBefore || spaceAfter) return { opens: !spaceAfter, closes: !spaceBefore };
  const punctuationBefore = isPunctuation(previous);
  const punctuationAfter = isPunctuation(next);
  if (line[start] === "_") return { opens: punctuationBefore, closes: punctuationAfter };
  const beside = isCjk(previous) || isCjk(next);
  return {
    opens: punctuationBefore || beside || !punctuationAfter,
    closes: punctuationAfter || beside || !punctuationBefore,
  };
}

function characterBefore(line: string, at: number): string {
  if (at === 0) return " ";
  const last = line.charAt(at - 1);
  const isLow = (last.charCodeAt(0) & 0xfc00) === 0xdc00;
  return isLow && at > 1 ? line.slice(at - 2, at) : last;
}

function isSpace(character: string): boolean {
  return /^[\p{Zs}\t\n\f\r]$/u.test(character);
}

function isPunctuation(character: string): boolean {
  return /^[\p{P}\p{S}]$/u.test(character);
}

/** Whether a character is Japanese, Chinese or Korean, in full or half width, and not an emoji. */
function isCjk(character: string): boolean {
  return (
    /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff01-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]$/u.test(
      character,
    ) || /^\p{Script=Hangul}$/u.test(character)
  );
}
