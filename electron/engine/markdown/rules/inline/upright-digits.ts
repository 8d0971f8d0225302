import type { MarkdownIt } from "markdown-it";

/** One or two digits, or `!?`, that are no part of a longer number, a Latin word or an address. */
const short = /(?<![\w.,:/%#=&+-])(?:[0-9]{1,2}|[!?]{2})(?![\w.,:/%#=&+!?-])/g;

/** In vertical text short numbers stand upright: `<span class="tcy">12</span>`, 縦中横, which a theme sets in one square. */
export function uprightDigitsRule(md: MarkdownIt): void {
  md.renderer.rules.text = (tokens, index) =>
    md.utils
      .escapeHtml(tokens[index]?.content ?? "")
      .replace(short, (digits) => `<span class="tcy">${digits}</span>`);
}
