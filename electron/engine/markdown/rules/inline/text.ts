import type { MarkdownIt, StateInline } from "markdown-it";

const stops = new Uint8Array(128);
for (const character of "\n!#$%&*+-:<=>@[\\]^_`{}~") stops[character.charCodeAt(0)] = 1;

const fullWidthBar = 0xff5c;
const openingDoubleBracket = 0x300a;

function isStop(code: number): boolean {
  return code < 128 ? stops[code] === 1 : code === fullWidthBar || code === openingDoubleBracket;
}

function text(state: StateInline, silent: boolean): boolean {
  const { src, pos: start, posMax } = state;
  let pos = start;
  while (pos < posMax && !isStop(src.charCodeAt(pos))) pos++;
  if (pos === start) return false;
  if (!silent) state.pending += src.slice(start, pos);
  state.pos = pos;
  return true;
}

const anyStop = /[\n!#$%&*+\-:<=>@[\\\]^_`{}~｜《]/;

/** Whether a text contains no character with which markup can begin. The inline rules are then skipped. */
export function isPlainText(text: string): boolean {
  return !anyStop.test(text);
}

/**
 * Replaces markdown-it's rule for plain text.
 * The new rule also stops at `｜` and `《`, which begin ruby and emphasis dots.
 */
export function textRule(md: MarkdownIt): void {
  md.inline.ruler.at("text", text);
}
