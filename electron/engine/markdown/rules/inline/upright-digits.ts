import type { MarkdownIt } from "markdown-it";

/**
 * Matches one or two digits, or two characters of `!` and `?`, if they are not part of a longer number, a
 * Latin word or an address.
 */
const short = /(?<![\w.,:/%#=&+-])(?:[0-9]{1,2}|[!?]{2})(?![\w.,:/%#=&+!?-])/g;

/**
 * Marks short numbers so that themes can set them upright in one square of vertical text (縦中横): `<span
 * class="tcy">12</span>`.
 */
export function uprightDigitsRule(md: MarkdownIt): void {
  md.renderer.rules.text = (tokens, index) =>
    md.utils
      .escapeHtml(tokens[index]?.content ?? "")
      .replace(short, (digits) => `<span class="tcy">${digits}</span>`);
}
