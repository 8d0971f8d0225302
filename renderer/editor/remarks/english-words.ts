import { type BlockState, firstState, tokenizeLine } from "../markdown/block-tokens.ts";

/** A word and where it stands: line and column from 0. */
export interface WordPlace {
  readonly word: string;
  readonly line: number;
  readonly column: number;
}

/** Looks of a line in which words are prose. */
const prose = /^(?:text|link|heading\.text|heading\.link|ruby|quote)(?:\.|$)/;
/** Not within figures, addresses or names with marks in them. */
const latin =
  /(?<![\p{L}\p{N}_@/.\\:-])\p{Script=Latin}+(?:['’]\p{Script=Latin}+)*(?![\p{L}\p{N}_@/\\]|[.:]\p{L})/gu;
const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * The English words of a Markdown text that are worth looking up: no code, no addresses, no HTML, no abbreviations, no
 * names with capitals inside. A word in a Japanese sentence is looked up, too, unless it touches Japanese characters.
 */
export function englishWords(body: string): WordPlace[] {
  const found: WordPlace[] = [];
  let state: BlockState = firstState;
  for (const [line, source] of body.split(/\r?\n/).entries()) {
    const { tokens, end } = tokenizeLine(source, state);
    state = end;
    for (const [index, { start, scope }] of tokens.entries()) {
      if (!prose.test(scope)) continue;
      const stretch = source.slice(start, tokens[index + 1]?.start ?? source.length);
      for (const match of stretch.matchAll(latin)) {
        if (isWord(match[0])) found.push({ word: match[0], line, column: start + match.index });
      }
    }
  }
  return found;
}

function isWord(word: string): boolean {
  return word.length > 1 && !japanese.test(word) && /^\p{Lu}?[\p{Ll}'’]+$/u.test(word);
}
