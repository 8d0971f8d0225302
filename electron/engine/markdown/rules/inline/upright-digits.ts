import type { MarkdownIt } from "markdown-it";

/** Matches one or two digits, or a pair such as `!?`. Skips longer numbers, Latin words and addresses. */
const short = /(?<![\w.,:/%#=&+-])(?:[0-9]{1,2}|[!?]{2})(?![\w.,:/%#=&+!?-])/g;

/** Marks short numbers for upright vertical text (縦中横): `<span class="tcy">12</span>`. */
export function uprightDigitsRule(md: MarkdownIt): void {
  md.renderer.rules.text = (tokens, index) =>
    md.utils
      .escapeHtml(tokens[index]?.content ?? "")
      .replace(short, (digits) => `<span class="tcy">${digits}</span>`);
}
