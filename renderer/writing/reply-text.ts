import { quoteText } from "./quote-text.ts";
import type { ReaderMessage } from "./read-messages.ts";

/** Texts that are written around quoted messages, in the blog's language. */
export interface ReplyWords {
  /** Returns the heading for a message, such as `メール 2022/5/6`. */
  readonly heading: (message: ReaderMessage) => string;
  /** The text before the author's answer. */
  readonly answer: string;
}

/** The text to insert. `caret` is the offset in `text` at which the author writes the first answer. */
export interface ReplyText {
  readonly text: string;
  readonly caret: number;
}

/**
 * Returns messages as quotations. Each message gets a numbered heading, and space for an answer below.
 * Each heading has an anchor (`#comment-3`). The numbers continue the numbers in the text `before`.
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
