/**
 * Folding: what the search on a site takes for the same. NFKC, lower case, katakana as hiragana; variation selectors,
 * zero-width characters and soft hyphens count for nothing. The generator folds what it indexes and a page folds what is
 * asked, with this one file.
 */

/** What is known of a UTF-16 unit: what it folds to, and the two flags. 0 means that it was not asked for yet. */
const knownUnits = new Uint32Array(0x1_0000);
const unitMask = 0xffff;
/** It folds to none or to several units, or only together with others. */
const isNotAlone = 0x1_0000;
/** It changes what stands before it. */
const isJoining = 0x2_0000;

/** Marks change the character before them; conjoining jamo and half-width voicing marks do so in NFKC. */
const joining = /^[\p{M}\uFF9E\uFF9F\u1160-\u11FF]$/u;
/** High surrogate of the variation selectors beyond the first sixteen: 葛󠄀. */
const selectorSurrogate = 0xdb40;
const invisible = /[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]|[\uFE00-\uFE0F]|\uDB40[\uDC00-\uDDEF]/g;
const katakana = /[\u30A1-\u30F6\u30FD\u30FE]/g;
/** From katakana to the same hiragana. */
const kanaDistance = 0x60;

/** Gives each unit of the folded text, and the offset in `text` of the character that it comes from. */
export function foldUnits(text: string, take: (unit: number, at: number) => void): void {
  let known = text === "" ? 0 : knownAt(text, 0);
  for (let at = 0; at < text.length; ) {
    const next = at + 1 < text.length ? knownAt(text, at + 1) : 0;
    if (((known & isNotAlone) | (next & isJoining)) === 0) {
      take(known & unitMask, at);
      known = next;
      at += 1;
    } else {
      const end = endOfJoined(text, at);
      const cluster = foldCluster(text.slice(at, end));
      for (let index = 0; index < cluster.length; index++) take(cluster.charCodeAt(index), at);
      known = end < text.length ? knownAt(text, end) : 0;
      at = end;
    }
  }
}

/** The folded text. */
export function fold(text: string): string {
  let folded = "";
  foldUnits(text, (unit) => {
    folded += String.fromCharCode(unit);
  });
  return folded;
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

/** A character with the marks on it. */
function foldCluster(cluster: string): string {
  return cluster
    .normalize("NFKC")
    .toLowerCase()
    .replace(invisible, "")
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
