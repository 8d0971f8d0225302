import { findEmphasis } from "./emphasis.ts";

/** The styles of characters. Each style is one bit, because a character can have several styles. */
export const style = {
  mark: 1,
  code: 2,
  strong: 4,
  emphasis: 8,
  strike: 16,
  link: 32,
  address: 64,
  ruby: 128,
  reading: 256,
  html: 512,
  note: 1024,
  wideSpace: 2048,
} as const;

/** Inline markup that contains no emphasis. `styles` has one style for each group of `expression`. */
interface Pattern {
  readonly expression: RegExp;
  readonly styles: readonly number[];
}

/** All patterns in the order in which they are tried. Two of the patterns are notations of ruby. */
const patterns: readonly (Pattern & { readonly first: string })[] = [
  { first: "\\", expression: /(\\)([!-/:-@[-`{-~])/y, styles: [style.mark, 0] },
  {
    first: "`",
    expression: /(`+)((?:(?!\1)[\s\S])*?[^`])(\1)(?!`)/y,
    styles: [style.mark, style.code, style.mark],
  },
  {
    first: "<",
    expression: /(<)((?:https?:\/\/|mailto:)[^\s<>]*)(>)/y,
    styles: [style.mark, style.address, style.mark],
  },
  { first: "<", expression: /(<!--.*?-->|<\/?[A-Za-z][^<>]*>)/y, styles: [style.html] },
  { first: "[", expression: /(\[\^[^\]\s]+\])/y, styles: [style.note] },
  {
    first: "{｛",
    expression: /([{｛])([^{}｛｝|｜\s][^{}｛｝|｜]*)([|｜])([^{}｛｝]+)([}｝])/y,
    styles: [style.mark, style.ruby, style.mark, style.reading, style.mark],
  },
  {
    first: "|｜",
    expression: /([|｜])([^|｜《》\s]+)(《)([^《》]+)(》)/y,
    styles: [style.mark, style.ruby, style.mark, style.reading, style.mark],
  },
  { first: "h", expression: /(https?:\/\/[!-;=?-~]*[!-&(-+\--9=@-~])/y, styles: [style.address] },
];

const link =
  /(!?\[)((?:[^[\]\\]|\\.|\[[^[\]]*\])*)(\]\()(<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)((?:\s+(?:"[^"]*"|'[^']*'))?\))/y;

/** Maps a first character to its patterns, so that only a few patterns are tried at each character. */
const patternsAt: ReadonlyMap<string, readonly Pattern[]> = new Map(
  Array.from("\\`<[{｛|｜h", (first) => [first, patterns.filter((pattern) => pattern.first.includes(first))]),
);

/** Matches where inline markup can begin. The scan skips all other characters. */
const beginning = /[\\`<[{｛|｜]|!(?=\[)|h(?=ttps?:)/g;

/**
 * Maximum length of a line that gets colours.
 * In longer lines, unclosed markup would delay typing: the time grows with the square of the length.
 */
const longestLine = 20_000;

/** Finds the inline markup of a line from `from` on. Returns the styles of each character. */
export function paintInline(line: string, from: number): Uint16Array {
  const styles = new Uint16Array(line.length);
  if (line.length > longestLine) return styles;
  const taken = new Uint8Array(line.length);
  paintPatterns(line, from, { styles, taken });
  taken.fill(1, 0, from);
  for (const { kind, start, end, mark } of findEmphasis(line, taken)) {
    for (let i = start; i < end; i++) {
      const isMark = i < start + mark || i >= end - mark;
      styles[i] = (styles[i] ?? 0) | style[kind] | (isMark ? style.mark : 0);
    }
  }
  for (let i = line.indexOf("\u3000"); i >= 0; i = line.indexOf("\u3000", i + 1)) styles[i] = style.wideSpace;
  return styles;
}

/** What is known so far about each character of a line. */
interface Paint {
  readonly styles: Uint16Array;
  /** For each character of the line: 1 if it belongs to markup that was found already, otherwise 0. */
  readonly taken: Uint8Array;
}

function paintPatterns(line: string, from: number, paint: Paint): void {
  for (let at = nextBeginning(line, from); at < line.length; at = nextBeginning(line, at)) {
    at += paintLink(line, at, paint) || paintPattern(line, at, paint) || 1;
  }
}

function paintPattern(line: string, at: number, { styles, taken }: Paint): number {
  for (const { expression, styles: groupStyles } of patternsAt.get(line.charAt(at)) ?? []) {
    expression.lastIndex = at;
    const match = expression.exec(line);
    if (!match) continue;
    let offset = at;
    groupStyles.forEach((value, i) => {
      const length = match[i + 1]?.length ?? 0;
      styles.fill(value, offset, offset + length);
      offset += length;
    });
    taken.fill(1, at, at + match[0].length);
    return match[0].length;
  }
  return 0;
}

function paintLink(line: string, at: number, paint: Paint): number {
  const first = line[at];
  if (first !== "[" && first !== "!") return 0;
  link.lastIndex = at;
  const match = link.exec(line);
  if (!match) return 0;
  const [whole, open = "", words = "", middle = "", address = ""] = match;
  const { styles, taken } = paint;
  const wordsAt = at + open.length;
  const middleAt = wordsAt + words.length;
  const addressAt = middleAt + middle.length;
  styles.fill(style.mark, at, wordsAt);
  styles.fill(style.link, wordsAt, middleAt);
  styles.fill(style.mark, middleAt, addressAt);
  styles.fill(style.address, addressAt, addressAt + address.length);
  styles.fill(style.mark, addressAt + address.length, at + whole.length);
  taken.fill(1, at, wordsAt);
  taken.fill(1, middleAt, at + whole.length);
  paintWords(line, wordsAt, middleAt, paint);
  return whole.length;
}

/** Finds code and other markup inside the text of a link. */
function paintWords(line: string, from: number, to: number, paint: Paint): void {
  for (let at = nextBeginning(line, from); at < to; at = nextBeginning(line, at)) {
    at += paintPattern(line, at, paint) || 1;
  }
}

function nextBeginning(line: string, from: number): number {
  beginning.lastIndex = from;
  return beginning.exec(line)?.index ?? line.length;
}
