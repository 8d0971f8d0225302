/** Whether a character takes a full square in Japanese or Chinese text (Hangul does not count). */
export function isWide(code: number): boolean {
  if (code < 0x2e80) return false;
  return (
    code <= 0x312f || // radicals, punctuation, kana, Bopomofo
    (code >= 0x3190 && code <= 0xa4cf) || // kanbun, kanji, Yi
    (code >= 0xf900 && code <= 0xfaff) || // compatibility kanji
    (code >= 0xfe30 && code <= 0xfe6f) || // compatibility forms
    (code >= 0xff01 && code <= 0xff9f) || // full- and half-width forms
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) || // pictographs
    (code >= 0x20000 && code <= 0x3fffd) // rarer kanji
  );
}

/** Whether a character is wide in Japanese text and narrow in Latin text: dashes, dots, ※, arrows. */
export function isSometimesWide(code: number): boolean {
  return (
    (code >= 0x2014 && code <= 0x2016) ||
    (code >= 0x2018 && code <= 0x201d) ||
    code === 0x2025 ||
    code === 0x2026 ||
    code === 0x203b ||
    (code >= 0x2190 && code <= 0x27ff)
  );
}

export function hasWide(text: string): boolean {
  for (const character of text) {
    if (isWide(character.codePointAt(0) ?? 0)) return true;
  }
  return false;
}
