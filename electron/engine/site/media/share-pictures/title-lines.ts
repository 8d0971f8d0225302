/** A part of a title that is never divided: a word, or one wide character with its punctuation. */
interface Unit {
  readonly text: string;
  /** Width of `text` in em, without the space at the end. */
  readonly width: number;
  /** Width in em of the space at the end of `text`. */
  readonly space: number;
}

export interface TitleLines {
  readonly lines: readonly string[];
  /** Size of the characters in pixels. */
  readonly size: number;
}

interface Room {
  /** Length of a line in pixels. */
  readonly length: number;
  /** Space for all lines in pixels: the height for horizontal lines, the width for vertical lines. */
  readonly depth: number;
  /** Distance between two lines, in em. */
  readonly lineHeight: number;
  /** Possible sizes of the characters in pixels, largest first. The largest size that fits is used. */
  readonly sizes: readonly number[];
}

/** Punctuation that cannot begin a line. `opening` matches punctuation that cannot end a line. */
const closing = /^[\p{Pe}\p{Pf}、。，．・：；！？!?…‥ー々〜～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]$/u;
const opening = /^[\p{Ps}\p{Pi}]$/u;
const wide = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF…‥―]$/u;

/** Divides a title into lines of about equal length. A title that is too long ends with an ellipsis. */
export function titleLines(title: string, widthOf: (text: string) => number, room: Room): TitleLines {
  const units = unitsOf(title, widthOf);
  for (const size of room.sizes) {
    const length = room.length / size;
    const lines = fill(units, length);
    if (lines.length > maxLines(room, size) || lines.some((line) => widthOfLine(line) > length)) continue;
    return { size, lines: balanced(units, length, lines.length).map(textOf) };
  }
  const size = room.sizes.at(-1) ?? 0;
  const kept = fill(units, room.length / size - 1).slice(0, maxLines(room, size));
  const texts = kept.map(textOf);
  return { size, lines: texts.map((text, index) => (index === texts.length - 1 ? `${text}…` : text)) };
}

function maxLines({ depth, lineHeight }: Room, size: number): number {
  return Math.floor(depth / (size * lineHeight));
}

function unitsOf(title: string, widthOf: (text: string) => number): Unit[] {
  const pieces: string[] = [];
  let glues = false;
  for (const character of title.trim().replace(/\s+/gu, " ")) {
    const before = pieces.at(-1) ?? "";
    const last = [...before].at(-1) ?? "";
    // A number stays with the character after it, as in 「3日」.
    const isApart = (wide.test(character) && !/\d/.test(last)) || wide.test(last) || last === " ";
    const isGlued = glues || closing.test(character) || character === " " || !isApart;
    if (pieces.length > 0 && isGlued) pieces[pieces.length - 1] = before + character;
    else pieces.push(character);
    glues = opening.test(character);
  }
  return pieces.map((text) => {
    const word = text.trimEnd();
    return { text, width: widthOf(word), space: widthOf(text) - widthOf(word) };
  });
}

function fill(units: readonly Unit[], length: number): Unit[][] {
  const lines: Unit[][] = [];
  let line: Unit[] = [];
  for (const unit of units) {
    if (line.length > 0 && widthOfLine([...line, unit]) > length) {
      lines.push(line);
      line = [];
    }
    line.push(unit);
  }
  return line.length > 0 ? [...lines, line] : lines;
}

/**
 * Finds the shortest line length, in steps of 0.1 em, at which the title still fits into `count` lines.
 * Returns the lines of the title. At the shortest line length, the lines are about equally long.
 */
function balanced(units: readonly Unit[], length: number, count: number): Unit[][] {
  let best = fill(units, length);
  for (let shorter = length - 0.1; shorter > 0; shorter -= 0.1) {
    const lines = fill(units, shorter);
    if (lines.length > count || lines.some((line) => widthOfLine(line) > shorter)) break;
    best = lines;
  }
  return best;
}

function widthOfLine(line: readonly Unit[]): number {
  const all = line.reduce((sum, { width, space }) => sum + width + space, 0);
  return all - (line.at(-1)?.space ?? 0);
}

function textOf(line: readonly Unit[]): string {
  return line
    .map(({ text }) => text)
    .join("")
    .trimEnd();
}
