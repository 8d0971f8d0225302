import type { Language } from "#contract/messages.ts";
import { readingMinutes } from "#contract/text/reading-time.ts";

/** The length of a text in several units. Markup does not count. */
export interface TextCounts {
  /**
   * Number of characters without white space (文字数).
   * A letter with combining marks counts as one character, and so does an emoji.
   */
  readonly characters: number;
  /** Number of words, in scripts that separate words by spaces. */
  readonly words: number;
  /** Reading time in minutes, a whole number of at least 1. */
  readonly minutes: number;
  /** Whether most of the text, including markup and addresses, is Japanese. */
  readonly isJapanese: boolean;
}

interface PieceCounts {
  readonly characters: number;
  readonly words: number;
  /** Number of characters that are read one by one: all characters outside of words in Latin script. */
  readonly read: number;
  /** Number of Japanese characters, including characters in markup and addresses. */
  readonly written: number;
}

/** Minimum size of the pieces that are counted in one step, in UTF-16 units. */
const step = 8192;

const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu;
/** Matches the characters that `measureText` counts for the reading time on the page. */
const outsideOfWords = /[^\s\p{Script=Latin}\p{Nd}'’-]/gu;
const latinWord = /[\p{Script=Latin}\p{Nd}]+(?:['’.-][\p{Script=Latin}\p{Nd}]+)*/gu;

/**
 * Matches white space, combining marks, skin tones of emoji, and all parts but the first of a joined emoji.
 * The pattern also matches the first letter of a flag emoji, because a flag consists of two letters.
 */
const notCounted =
  /[\s\p{M}]|[\u{1F3FB}-\u{1F3FF}]|\u200d.|[\u{1F1E6}-\u{1F1FF}](?=[\u{1F1E6}-\u{1F1FF}])/gsu;

/** Counts the words and characters of a Markdown text without its markup. Caches the counts of pieces. */
export class TextCounter {
  #known = new Map<string, PieceCounts>();

  /** Counts the text. Each step of the generator counts one piece. */
  *count(markdown: string): Generator<void, TextCounts, void> {
    const counted = new Map<string, PieceCounts>();
    const sum = { characters: 0, words: 0, read: 0, written: 0 };
    for (const piece of piecesOf(markdown)) {
      const counts = counted.get(piece) ?? this.#known.get(piece) ?? countPiece(piece);
      counted.set(piece, counts);
      sum.characters += counts.characters;
      sum.words += counts.words;
      sum.read += counts.read;
      sum.written += counts.written;
      yield;
    }
    this.#known = counted;
    return {
      characters: sum.characters,
      words: sum.words,
      minutes: readingMinutes(sum.read, sum.words),
      isJapanese: sum.written * 2 > markdown.length,
    };
  }
}

function countPiece(piece: string): PieceCounts {
  // In NFC, a letter with a combining mark is one code point and part of its word.
  const text = withoutMarks(piece.normalize("NFC"));
  return {
    characters: [...text.replace(notCounted, "")].length,
    words: text.match(latinWord)?.length ?? 0,
    read: text.match(outsideOfWords)?.length ?? 0,
    written: piece.match(japanese)?.length ?? 0,
  };
}

/** Whether to show the number of characters instead of words. True for Japanese blogs and texts. */
export function countsCharacters(language: Language | string, { isJapanese }: TextCounts): boolean {
  return language.startsWith("ja") || isJapanese;
}

/** Whether a text contains anything to read. */
export function hasWords({ characters }: TextCounts): boolean {
  return characters > 0;
}

/**
 * Splits a text into pieces that are counted separately, at blank lines, because markup spans no blank line.
 */
function* piecesOf(text: string): Generator<string, void, void> {
  const gap = /\n[ \t]*\r?\n/g;
  for (let at = 0; at < text.length; ) {
    gap.lastIndex = at + step;
    const end = gap.test(text) ? gap.lastIndex : text.length;
    yield text.slice(at, end);
    at = end;
  }
}

function withoutMarks(markdown: string): string {
  return (
    markdown
      .replace(
        /!?\[([^\]]*)\]\([^)\s]*(?:\s+"[^"]*")?\)(?:\{(?:(?:[.#]|lang=|poster=)[^\s{}]+ ?)+\})?/g,
        "$1",
      )
      // Removes ruby readings (pronunciations above words), which do not count.
      .replace(/\{([^{}|｜\n]+)[|｜][^{}\n]*\}|｜([^｜《\n]+)《[^》\n]*》/g, "$1$2")
      .replace(/<[^>\n]*>/g, "")
      .replace(/^\s*(?:`{3,}|~{3,}).*$/gm, "")
      // Removes thematic breaks, underlines of headings, and the rule below the head of a table.
      .replace(/^[ \t>]*[-=*_:|][-=*_:| \t]*$/gm, "")
      .replace(/^\s*(?:#{1,6}|>|[-*+]|\d{1,3}\.)\s+/gm, "")
      .replace(/[*_`~|]/g, "")
  );
}
