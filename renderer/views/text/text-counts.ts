import type { Language } from "#contract/messages.ts";

/** Length of a text, as its readers count it. */
export interface TextCounts {
  /** Characters without white space, as Japanese counts 文字; a surrogate pair is one. */
  readonly characters: number;
  /** Words of scripts that separate them by spaces. */
  readonly words: number;
  /** Reading time in whole minutes, at least 1. */
  readonly minutes: number;
  /** Whether most of it is Japanese, markup and addresses included. */
  readonly isJapanese: boolean;
}

/** Counts of a part of a text. */
interface PieceCounts {
  readonly characters: number;
  readonly words: number;
  /** Japanese characters that are read: without markup and addresses. */
  readonly read: number;
  /** All Japanese characters. */
  readonly written: number;
}

/** How much is counted in one step, in UTF-16 units. */
const step = 8192;

/** Common reading speeds: 500 characters of Japanese, 230 words of English a minute. */
const charactersPerMinute = 500;
const wordsPerMinute = 230;

const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu;
const latinWord = /[\p{Script=Latin}\p{Nd}]+(?:['’.-][\p{Script=Latin}\p{Nd}]+)*/gu;

/**
 * Counts a Markdown text that is being written: unchanged parts are not counted again. Addresses of links and
 * images, fences and markup are not read, so they do not count.
 */
export class TextCounter {
  #known = new Map<string, PieceCounts>();

  /** Counts some paragraphs at each step. */
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
    const minutes = Math.round(sum.read / charactersPerMinute + sum.words / wordsPerMinute);
    return {
      characters: sum.characters,
      words: sum.words,
      minutes: Math.max(1, minutes),
      isJapanese: sum.written * 2 > markdown.length,
    };
  }
}

function countPiece(piece: string): PieceCounts {
  const text = withoutMarks(piece);
  return {
    characters: [...text.replace(/\s/gu, "")].length,
    words: text.match(latinWord)?.length ?? 0,
    read: text.match(japanese)?.length ?? 0,
    written: piece.match(japanese)?.length ?? 0,
  };
}

/** Whether a text is measured in characters: when the blog is Japanese, or the text mostly is. */
export function countsCharacters(language: Language | string, { isJapanese }: TextCounts): boolean {
  return language.startsWith("ja") || isJapanese;
}

/** Splits a text at ends of paragraphs, since markup does not extend into the next one. */
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
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)\s]*(?:\s+"[^"]*")?\)/g, "$1")
    .replace(/<[^>\n]*>/g, "")
    .replace(/^\s*(?:`{3,}|~{3,}).*$/gm, "")
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d{1,3}\.)\s+/gm, "")
    .replace(/[*_`~|]/g, "");
}
