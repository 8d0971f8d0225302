import { quoteText } from "./quote-text.ts";
import type { ReaderMessage } from "./read-messages.ts";

/** Texts around quoted messages, in the blog's language. */
export interface ReplyWords {
  /** Returns the heading of a message: `メール 2022/5/6`. */
  readonly heading: (message: ReaderMessage) => string;
  /** Text before the author's answer. */
  readonly answer: string;
}

/** The text, and the offset at which the first answer is written. */
export interface ReplyText {
  readonly text: string;
  readonly caret: number;
}

/**
 * Returns messages as quotations, each under a heading with its number and an anchor (`#comment-3`), and with
 * room for the answer. Numbers continue after those in `before`.
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
