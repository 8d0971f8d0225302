/**
 * Folding makes texts comparable for the site search. The site's texts and the queries are folded.
 * Folding converts characters to NFKC, upper case to lower case and katakana to hiragana.
 * Folding removes variation selectors, zero-width characters and soft hyphens.
 * Folding removes accents of Latin and Greek letters, and the vowel signs of Arabic and Hebrew.
 * Folding makes all apostrophes equal, all dashes equal, and all wave dashes equal.
 * Folding also replaces some letters that readers type in different ways (see `alike`).
 */

/** Cache: for each UTF-16 unit, its folded form and two flags. 0 means that the unit is not cached yet. */
const knownUnits = new Uint32Array(0x1_0000);
/** Flag of a UTF-16 unit that folds into no unit or into several, such as half of a surrogate pair. */
const isNotAlone = 0x1_0000;
/** Flag of a unit that combines with the character before it. */
const isJoining = 0x2_0000;

/** Characters that combine with the preceding character: marks, conjoining jamo, half-width voicing marks. */
const joining = /^[\p{M}\uFF9E\uFF9F\u1160-\u11FF]$/u;
const selectorSurrogate = 0xdb40;
const invisible = /[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]|[\uFE00-\uFE0F]|\uDB40[\uDC00-\uDDEF]/g;
const katakana = /[\u30A1-\u30F6\u30FD\u30FE]/g;
/**
 * Matches a Latin, Greek, Arabic or Hebrew letter and its accents or vowel signs.
 * Folding removes these signs, because people often omit them in searches.
 */
const accented = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu;
/**
 * Letters, apostrophes and dashes that the search treats as equal to other characters.
 * The table contains only characters that Unicode normalization does not convert.
 */
const alike: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["ł", "l"],
  ["đ", "d"],
  ["ı", "i"],
  ["ς", "σ"],
  ["ё", "е"],
  // Arabic and Persian forms of alef, yeh, kaf and teh, and the tatweel, which only lengthens a word.
  ["\u0671", "\u0627"],
  ["\u0649", "\u064A"],
  ["\u06CC", "\u064A"],
  ["\u06A9", "\u0643"],
  ["\u0629", "\u0647"],
  ["\u0640", ""],
  // Apostrophes of Latin, Ukrainian, Hawaiian and Hebrew.
  ...[..."\u2018\u2019\u201B\u02BB\u02BC\u05F3"].map((mark) => [mark, "'"] as const),
  // Hyphens, dashes, the minus sign, and a line character that some input methods write instead of a dash.
  ...[..."\u2010\u2012\u2013\u2014\u2015\u2212\u2500"].map((dash) => [dash, "-"] as const),
  // The wave dash. Windows writes it as the full-width tilde, which NFKC converts to `~`.
  ["\u301C", "~"],
]);
/** Difference between the codes of corresponding katakana and hiragana. */
const kanaDistance = 0x60;

/** A text after folding, as UTF-16 units. */
export interface FoldedText {
  readonly units: Uint16Array;
  /** For each UTF-16 unit of the folded text, the index of its character in the original text. */
  readonly offsets: Uint32Array;
}

let units = new Uint16Array(1 << 12);
let offsets = new Uint32Array(1 << 12);

/** Folds a text for the search. The result is valid only until the next call, which uses the same memory. */
export function foldText(text: string): FoldedText {
  if (units.length < text.length) grow(2 * text.length);
  let count = 0;
  let known = text === "" ? 0 : knownAt(text, 0);
  for (let at = 0; at < text.length; ) {
    const next = at + 1 < text.length ? knownAt(text, at + 1) : 0;
    if (((known & isNotAlone) | (next & isJoining)) === 0) {
      units[count] = known;
      offsets[count++] = at;
      known = next;
      at += 1;
      continue;
    }
    const end = endOfJoined(text, at);
    const cluster = foldCluster(text.slice(at, end));
    const needed = count + cluster.length + text.length - end;
    if (needed > units.length) grow(2 * needed);
    for (let index = 0; index < cluster.length; index++) {
      units[count] = cluster.charCodeAt(index);
      offsets[count++] = at;
    }
    known = end < text.length ? knownAt(text, end) : 0;
    at = end;
  }
  return { units: units.subarray(0, count), offsets: offsets.subarray(0, count) };
}

function grow(length: number): void {
  const [oldUnits, oldOffsets] = [units, offsets];
  units = new Uint16Array(length);
  offsets = new Uint32Array(length);
  units.set(oldUnits.subarray(0, length));
  offsets.set(oldOffsets.subarray(0, length));
}

/**
 * Number of units that one call of `String.fromCharCode` converts. Limited, because each unit is an argument.
 */
const unitsAtOnce = 4096;

/** Converts UTF-16 units to a string. */
export function textOfUnits(units: Uint16Array): string {
  let text = "";
  for (let at = 0; at < units.length; at += unitsAtOnce) {
    text += String.fromCharCode(...units.subarray(at, at + unitsAtOnce));
  }
  return text;
}

/** Folds a text, and returns the result as a string. */
export function fold(text: string): string {
  return textOfUnits(foldText(text).units);
}

function knownAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return knownUnits[unit] || remember(unit);
}

function remember(unit: number): number {
  const character = String.fromCharCode(unit);
  const folded = isSurrogate(unit) ? "" : foldCluster(character);
  const alone = folded.length === 1 && folded !== "\0" ? folded.charCodeAt(0) : isNotAlone;
  const known = alone | (unit === selectorSurrogate || joining.test(character) ? isJoining : 0);
  knownUnits[unit] = known;
  return known;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** Folds a character together with the marks that combine with it. */
function foldCluster(cluster: string): string {
  return cluster
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(accented, "$1")
    .normalize("NFC")
    .replace(invisible, "")
    .replace(/[^ -~]/gu, (letter) => alike.get(letter) ?? letter)
    .replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - kanaDistance));
}

function endOfJoined(text: string, start: number): number {
  let end = start + unitsAt(text, start);
  while (end < text.length && (knownAt(text, end) & isJoining) !== 0) end += unitsAt(text, end);
  return end;
}

function unitsAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
