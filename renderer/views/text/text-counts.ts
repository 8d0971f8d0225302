import type { Language } from "#contract/messages.ts";

/** How long a text is, as its readers count. */
export interface TextCounts {
  /** Characters without white space, as Japanese counts 文字; a surrogate pair is one. */
  readonly characters: number;
  /** Words of scripts that part them by spaces. */
  readonly words: number;
  /** Reading time in whole minutes, at least 1. */
  readonly minutes: number;
}

/** Common reading speeds: 500 characters of Japanese, 230 words of English a minute. */
const charactersPerMinute = 500;
const wordsPerMinute = 230;

const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu;
const latinWord = /[\p{Script=Latin}\p{Nd}]+(?:['’.-][\p{Script=Latin}\p{Nd}]+)*/gu;

/** Counts a Markdown text. Addresses of links and images, fences and marks are not read, so they do not count. */
export function countText(markdown: string): TextCounts {
  const text = withoutMarks(markdown);
  const characters = [...text.replace(/\s/gu, "")].length;
  const words = text.match(latinWord)?.length ?? 0;
  const minutes = (text.match(japanese)?.length ?? 0) / charactersPerMinute + words / wordsPerMinute;
  return { characters, words, minutes: Math.max(1, Math.round(minutes)) };
}

/** Whether a text is counted in characters: when the blog is Japanese, or the text mostly is. */
export function countsCharacters(language: Language | string, markdown: string): boolean {
  if (language.startsWith("ja")) return true;
  return (markdown.match(japanese)?.length ?? 0) * 2 > markdown.length;
}

function withoutMarks(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)\s]*(?:\s+"[^"]*")?\)/g, "$1")
    .replace(/<[^>\n]*>/g, "")
    .replace(/^\s*(?:`{3,}|~{3,}).*$/gm, "")
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d{1,3}\.)\s+/gm, "")
    .replace(/[*_`~|]/g, "");
}
