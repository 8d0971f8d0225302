import {
  type BlockState,
  firstState,
  isSameState,
  tokenizeLine,
} from "../../writing/markdown/block-tokens.ts";

/** A word and the 0-based column at which it begins. */
interface LineWord {
  readonly word: string;
  readonly column: number;
}

/** Matches the types of tokens that contain prose. */
const prose = /^(?:text|link|heading\.text|heading\.link|ruby|quote)(?:\.|$)/;
/** Matches English words that are not part of numbers, addresses or names with punctuation. */
const latin =
  /(?<![\p{L}\p{N}_@/.\\:-])\p{Script=Latin}+(?:['’]\p{Script=Latin}+)*(?![\p{L}\p{N}_@/\\]|[.:]\p{L})/gu;
const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Returns the English words of a Markdown line. `end` is the tokenizer's state after the line.
 * Leaves out code, addresses, HTML, abbreviations, and words that touch Japanese characters.
 */
function englishWords(
  line: string,
  state: BlockState,
): { readonly words: readonly LineWord[]; readonly end: BlockState } {
  const { tokens, end } = tokenizeLine(line, state);
  const words: LineWord[] = [];
  for (const [index, { start, scope }] of tokens.entries()) {
    if (!prose.test(scope)) continue;
    const stretch = line.slice(start, tokens[index + 1]?.start ?? line.length);
    for (const match of stretch.matchAll(latin)) {
      if (isWord(match[0])) words.push({ word: match[0], column: start + match.index });
    }
  }
  return { words, end };
}

function isWord(word: string): boolean {
  return word.length > 1 && !japanese.test(word) && /^\p{Lu}?[\p{Ll}'’]+$/u.test(word);
}

/** A word and its position. Line and column are 0-based. */
export interface WordPosition extends LineWord {
  readonly line: number;
}

/** Gives access to the lines of a text. Reads only the lines that are needed. */
export interface TextLines {
  readonly count: number;
  at(line: number): string;
}

/** A replacement in a text. Lines are 1-based, as in Monaco. */
export interface LineChange {
  readonly range: { readonly startLineNumber: number; readonly endLineNumber: number };
  readonly text: string;
}

interface LookedLine {
  readonly start: BlockState;
  readonly end: BlockState;
  readonly words: readonly LineWord[];
}

/** Finds the English words of a text while the author writes. Scans only changed lines. */
export class TextWords {
  /**
   * The results of each line, or null for a line that has to be scanned.
   * If the number of lines in the text has changed, all results are out of date.
   */
  #lines: (LookedLine | null)[] = [];

  /** Must be called when the editor shows a different text. Discards all results. */
  forget(): void {
    this.#lines = [];
  }

  /** Must be called with the changes since the last scan, in order. */
  changed(changes: readonly LineChange[]): void {
    if (this.#lines.length === 0) return;
    for (const { range, text } of changes) {
      const [at, end] = [range.startLineNumber - 1, range.endLineNumber];
      const put = text.split(/\r\n|\r|\n/).map(() => null);
      if (put.length === end - at) this.#lines.fill(null, at, end);
      else this.#lines = [...this.#lines.slice(0, at), ...put, ...this.#lines.slice(end)];
    }
  }

  /** Scans the lines, one at each step of the generator, and returns the words without duplicates. */
  *look(lines: TextLines): Generator<void, string[], void> {
    if (this.#lines.length !== lines.count) this.#lines = Array.from({ length: lines.count }, () => null);
    const found = new Set<string>();
    let state: BlockState = firstState;
    for (const [line, known] of this.#lines.entries()) {
      const looked: LookedLine =
        known && isSameState(known.start, state)
          ? known
          : { start: state, ...englishWords(lines.at(line), state) };
      this.#lines[line] = looked;
      state = looked.end;
      for (const { word } of looked.words) found.add(word);
      yield;
    }
    return [...found];
  }

  /** Returns the positions at which the last scan found any of the given words. */
  positionsOf(words: ReadonlySet<string>): WordPosition[] {
    if (words.size === 0) return [];
    return this.#lines.flatMap((looked, line) =>
      (looked?.words ?? []).filter(({ word }) => words.has(word)).map((word) => ({ ...word, line })),
    );
  }
}
