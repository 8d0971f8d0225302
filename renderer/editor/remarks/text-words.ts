import {
  type BlockState,
  firstState,
  isSameState,
  tokenizeLine,
} from "../../writing/markdown/block-tokens.ts";

/** A word and its 0-based column. */
interface LineWord {
  readonly word: string;
  readonly column: number;
}

/** Token types in which words are prose. */
const prose = /^(?:text|link|heading\.text|heading\.link|ruby|quote)(?:\.|$)/;
/** Not within numbers, addresses or names with punctuation. */
const latin =
  /(?<![\p{L}\p{N}_@/.\\:-])\p{Script=Latin}+(?:['’]\p{Script=Latin}+)*(?![\p{L}\p{N}_@/\\]|[.:]\p{L})/gu;
const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Returns the English words to check in a line of Markdown, and the state after it. Leaves out code,
 * addresses, HTML, abbreviations and names with inner capitals. A word in a Japanese sentence is checked,
 * too, unless it touches Japanese characters.
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

/** A word and its position: line and column from 0. */
export interface WordPlace extends LineWord {
  readonly line: number;
}

/** Lines of a text, read only as far as needed. */
export interface TextLines {
  readonly count: number;
  at(line: number): string;
}

/** A replacement in a text; lines from 1, as in Monaco. */
export interface LineChange {
  readonly range: { readonly startLineNumber: number; readonly endLineNumber: number };
  readonly text: string;
}

interface LookedLine {
  readonly start: BlockState;
  readonly end: BlockState;
  readonly words: readonly LineWord[];
}

/** The English words of a text that is being written: only changed lines are scanned again. */
export class TextWords {
  /** Null: not scanned. If the number of lines differs from the text's, nothing is valid. */
  #lines: (LookedLine | null)[] = [];

  /** Another text is shown. */
  forget(): void {
    this.#lines = [];
  }

  /** Changes of the scanned text; each is relative to the result of the ones before it. */
  changed(changes: readonly LineChange[]): void {
    if (this.#lines.length === 0) return;
    for (const { range, text } of changes) {
      const [at, end] = [range.startLineNumber - 1, range.endLineNumber];
      const put = text.split(/\r\n|\r|\n/).map(() => null);
      if (put.length === end - at) this.#lines.fill(null, at, end);
      else this.#lines = [...this.#lines.slice(0, at), ...put, ...this.#lines.slice(end)];
    }
  }

  /** Scans the lines, one at each step, and returns each word once. */
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

  /** Returns the positions of words that the last scan found. */
  placesOf(words: ReadonlySet<string>): WordPlace[] {
    if (words.size === 0) return [];
    return this.#lines.flatMap((looked, line) =>
      (looked?.words ?? []).filter(({ word }) => words.has(word)).map((word) => ({ ...word, line })),
    );
  }
}
