import { readingMinutes } from "#contract/text/reading-time.ts";

interface TextMeasures {
  /** Number of characters without white space. */
  readonly characters: number;
  /** Reading time in minutes, at least 1. Latin script is counted in words, all other text in characters. */
  readonly minutes: number;
}

export function measureText(text: string): TextMeasures {
  let [characters, words, inWords] = [0, 0, 0];
  let before: Kind = white;
  for (let at = 0; at < text.length; at += 1) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === ofWord) {
      if (before !== ofWord) words += 1;
      inWords += 1;
    }
    if (kind === ofWord || kind === other) characters += 1;
    before = kind;
  }
  return { characters, minutes: readingMinutes(characters - inWords, words) };
}

const unknown = 0;
const white = 1;
const ofWord = 2;
const other = 3;
/** The second half of a surrogate pair. Only the first half is counted, as one character. */
const half = 4;
type Kind = typeof unknown | typeof white | typeof ofWord | typeof other | typeof half;

/** Cache of the kinds of UTF-16 code units, because a regular expression for each character is slower. */
const kinds = new Uint8Array(0x1_0000);

function kindOf(unit: number): Kind {
  switch (kinds[unit]) {
    case white:
      return white;
    case ofWord:
      return ofWord;
    case other:
      return other;
    case half:
      return half;
    default: {
      const kind = classify(unit);
      kinds[unit] = kind;
      return kind;
    }
  }
}

function classify(unit: number): Kind {
  if (unit >= 0xdc00 && unit <= 0xdfff) return half;
  const character = String.fromCharCode(unit);
  if (/\s/.test(character)) return white;
  return /[\p{Script=Latin}\p{Nd}'’-]/u.test(character) ? ofWord : other;
}
