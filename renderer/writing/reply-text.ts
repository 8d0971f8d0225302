import { quoteText } from "./quote-text.ts";
import type { ReaderMessage } from "./read-messages.ts";

/** The words around quoted messages, in the blog's language. */
export interface ReplyWords {
  /** What stands over a message: `メール 2022/5/6`. */
  readonly heading: (message: ReaderMessage) => string;
  /** What stands before the author's answer. */
  readonly answer: string;
}

/** The text, and where in it the first answer is to be written. */
export interface ReplyText {
  readonly text: string;
  readonly caret: number;
}

/**
 * Messages as quotations, each under a heading with its number and an anchor (`#comment-3`), and with a place for the
 * answer. Numbers go on behind those that `before` already has.
 */
export function replyText(messages: readonly ReaderMessage[], before: string, words: ReplyWords): ReplyText {
  const first = lastNumber(before) + 1;
  const pieces = messages.map((message, index) => {
    const number = first + index;
    const heading = `## ${number}. ${words.heading(message)} {#comment-${number}}`;
    return `${heading}\n\n${quoteText(message.text)}\n\n${words.answer}`;
  });
  return { text: pieces.join("\n\n"), caret: pieces[0]?.length ?? 0 };
}

function lastNumber(text: string): number {
  const numbers = [...text.matchAll(/\{#comment-(\d+)\}/g)].map((match) => Number(match[1]));
  return numbers.reduce((last, number) => Math.max(last, number), 0);
}
