import { foldCase } from "#contract/text/fold-case.ts";

/** A word in kanji and its reading in hiragana, both normalized for the search. */
export interface Reading {
  readonly word: string;
  readonly reading: string;
}

/** Ruby in the notations of `markdown/rules/inline/ruby.ts`: `｜鉛筆《えんぴつ》`, `鉛筆《えんぴつ》`, `{鉛筆|えん|ぴつ}`. */
const rubies = [
  /｜([^《｜\n]{1,60})《([^》\n]{1,100})》/gu,
  /([\p{Script=Han}々〆ヶヵ]{1,60})《([^》\n]{1,100})》/gu,
  /\{([^|｜{}\n]{1,60})[|｜]([^{}\n]{1,100})\}/gu,
];
const kanji = /\p{Script=Han}/u;
const kana = /^[\p{Script=Hiragana}ー]+$/u;

/** Finds the words with ruby in a Markdown text. Returns each word and its reading. */
export function readingsIn(body: string): Reading[] {
  if (!/[《{]/.test(body)) return [];
  return rubies.flatMap((ruby) =>
    Array.from(body.matchAll(ruby), ([, word = "", reading = ""]) => ({
      word: foldCase(word),
      reading: inHiragana(foldCase(reading.replace(/[|｜・\s]/g, ""))),
    })).filter(({ word, reading }) => kanji.test(word) && kana.test(reading)),
  );
}

/**
 * Returns `word`, and the kanji words of which `word` is the reading.
 * `word` must already be case-folded with `foldCase`.
 */
export function spellingsOf(word: string, readings: Iterable<Reading>): string[] {
  const reading = inHiragana(word);
  if (!kana.test(reading)) return [word];
  const spellings = new Set([word]);
  for (const one of readings) if (one.reading === reading) spellings.add(one.word);
  return [...spellings];
}

/** Converts full-width katakana to hiragana. NFKC has already made half-width katakana full-width. */
function inHiragana(text: string): string {
  return text.replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
}
