import { type BlockState, tokenizeLine } from "../../writing/markdown/block-tokens.ts";

/** A word and its 0-based column. */
export interface LineWord {
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
export function englishWords(
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
