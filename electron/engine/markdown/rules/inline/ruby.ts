import type { MarkdownIt, StateInline } from "markdown-it";
import { hasWide } from "../../render/wide-characters.ts";

/** Maximum lengths of base texts and of readings in UTF-16 units, to limit the time of searches. */
const baseLimit = 60;
const readingLimit = 100;

const plainBase = /[\p{Script=Han}々〆ヶヵ]+$/u;
const plainReading = /^[\p{Script=Hiragana}\p{Script=Katakana}ー・\u3000 ]+$/u;

interface Ending {
  readonly end: string;
  readonly stops: string;
}

const brace: Ending = { end: "}", stops: "{" };
const baseEnd: Ending = { end: "《", stops: "｜\\" };
const readingEnd: Ending = { end: "》", stops: "《｜" };

/**
 * Returns the offset of the first `end`, or -1 if `end` is not found.
 * The search stops at a line break, at a character in `stops`, and after `limit` characters.
 */
function find(state: StateInline, from: number, limit: number, { end, stops }: Ending): number {
  const max = Math.min(state.posMax, from + limit + 1);
  for (let pos = from; pos < max; pos++) {
    const character = state.src.charAt(pos);
    if (character === end) return pos;
    if (character === "\n" || stops.includes(character)) return -1;
  }
  return -1;
}

function pushRuby(state: StateInline, base: string, readings: readonly string[]): void {
  const token = state.push("ruby", "ruby", 0);
  token.content = base;
  const characters = [...base];
  token.meta = {
    pairs:
      readings.length === characters.length
        ? characters.map((character, index) => [character, readings[index]])
        : [[base, readings.join("")]],
  };
}

/** Parses `{漢字|かん|じ}` (Denden Markdown): one reading for each character, or one reading for all. */
function braced(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x7b) return false;
  const end = find(state, state.pos + 1, baseLimit + readingLimit, brace);
  if (end < 0) return false;
  const [base = "", ...readings] = state.src.slice(state.pos + 1, end).split(/[|｜]/);
  if (base.trim() === "" || readings.join("").trim() === "") return false;
  if (!hasWide(base) && !hasWide(readings.join(""))) return false;
  if (!silent) pushRuby(state, base, readings);
  state.pos = end + 1;
  return true;
}

/** Parses `｜漢字《かんじ》`, the notation of Aozora Bunko and of web sites for novels. */
function barred(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0xff5c) return false;
  const open = find(state, state.pos + 1, baseLimit, baseEnd);
  if (open <= state.pos + 1) return false;
  const end = find(state, open + 1, readingLimit, readingEnd);
  if (end <= open + 1) return false;
  if (!silent) pushRuby(state, state.src.slice(state.pos + 1, open), [state.src.slice(open + 1, end)]);
  state.pos = end + 1;
  return true;
}

/** Parses `漢字《かんじ》`: all kanji directly before the bracket, with a reading in kana. */
function plain(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== 0x300a) return false;
  const base = plainBase.exec(state.src.slice(Math.max(0, state.pos - baseLimit), state.pos))?.[0];
  if (base === undefined) return false;
  const end = find(state, state.pos + 1, readingLimit, readingEnd);
  if (end < 0) return false;
  const reading = state.src.slice(state.pos + 1, end);
  // Reads `pending` only in this last test, because each access to `pending` copies the string.
  // In a text with many brackets, copying `pending` at each bracket would take quadratic time.
  if (!plainReading.test(reading) || !state.pending.endsWith(base)) return false;
  state.pending = state.pending.slice(0, -base.length);
  pushRuby(state, base, [reading]);
  state.pos = end + 1;
  return true;
}

/** Parses a backslash before `｜` or `《`. The backslash makes the character plain text. */
function escaped(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x5c) return false;
  const next = state.src.charAt(state.pos + 1);
  if (next !== "｜" && next !== "《") return false;
  if (!silent) state.pending += next;
  state.pos += 2;
  return true;
}

/**
 * Supports ruby in three notations.
 * The `content` of a ruby token is only the base text, so that plain text has no readings.
 */
export function rubyRules(md: MarkdownIt, spellings: { ruby: boolean; plainRuby: boolean }): void {
  md.inline.ruler.before("escape", "ruby_escape", escaped);
  if (spellings.ruby) {
    md.inline.ruler.before("escape", "ruby_braced", braced);
    md.inline.ruler.before("escape", "ruby_barred", barred);
  }
  if (spellings.plainRuby) md.inline.ruler.before("escape", "ruby_plain", plain);
  md.renderer.rules.ruby = (tokens, index) => {
    const pairs: [string, string][] = tokens[index]?.meta.pairs;
    const escapeHtml = md.utils.escapeHtml;
    const inside = pairs.map(
      ([base, reading]) => `${escapeHtml(base)}<rp>(</rp><rt>${escapeHtml(reading)}</rt><rp>)</rp>`,
    );
    return `<ruby>${inside.join("")}</ruby>`;
  };
}
