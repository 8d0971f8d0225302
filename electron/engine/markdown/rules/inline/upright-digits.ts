import type { MarkdownIt } from "markdown-it";

/** Matches one or two digits, or `!?`, that are not part of a longer number, a Latin word or an address. */
const short = /(?<![\w.,:/%#=&+-])(?:[0-9]{1,2}|[!?]{2})(?![\w.,:/%#=&+!?-])/g;

/**
 * Marks short numbers to be set upright in vertical text: `<span class="tcy">12</span>`, 縦中横, which themes
 * set in one square.
 */
export function uprightDigitsRule(md: MarkdownIt): void {
  md.renderer.rules.text = (tokens, index) =>
    md.utils
      .escapeHtml(tokens[index]?.content ?? "")
      .replace(short, (digits) => `<span class="tcy">${digits}</span>`);
}
