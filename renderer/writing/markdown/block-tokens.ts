import { style, paintInline } from "./inline-tokens.ts";

/** The open block at the end of a line, which determines the colours of the next line. */
export type BlockState =
  | { readonly kind: "text"; readonly blank: boolean; readonly list: boolean }
  | { readonly kind: "fence"; readonly fence: string; readonly list: boolean }
  | { readonly kind: "comment"; readonly list: boolean };

export const firstState: BlockState = { kind: "text", blank: true, list: false };

/** Whether two states are equal. After equal states, the next line gets the same colours. */
export function isSameState(a: BlockState, b: BlockState): boolean {
  return (
    a.kind === b.kind &&
    a.list === b.list &&
    (a.kind !== "text" || a.blank === (b as typeof a).blank) &&
    (a.kind !== "fence" || a.fence === (b as typeof a).fence)
  );
}

/** A token from `start` (UTF-16 units) up to the next token. `scope` names its colour in the theme. */
interface ProseToken {
  readonly start: number;
  readonly scope: string;
}

export interface TokenizedLine {
  readonly tokens: readonly ProseToken[];
  readonly end: BlockState;
}

/**
 * Matches a thematic break (`---`).
 * The pattern has no repeated group, because such a group overflows the stack in a very long line.
 */
const rule = /^ {0,3}(?:-[ \t]*-[ \t]*-[- \t]*|\*[ \t]*\*[ \t]*\*[* \t]*|_[ \t]*_[ \t]*_[_ \t]*)$/;
const fenceOpening = /^((?:\s*>)*\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?)(`{3,}(?!.*`)|~{3,})/;
/** Matches the first line of a callout: `> [!NOTE] 題`. */
const callout = /^ {0,3}(?:> ?)+\[!(?:note|tip|important|warning|caution)\](?:[-+]?[ \t\u3000]|[-+]?$)/i;
const prefix = /^((?:[ \t]*>)*[ \t]*)((?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)(?:\[[ xX]\][ \t]+)?)?/;

/** Splits a line of Markdown into tokens by the rules of the engine, including the rules for Japanese. */
export function tokenizeLine(line: string, state: BlockState): TokenizedLine {
  if (state.kind === "fence") return inFence(line, state);
  if (state.kind === "comment") return inComment(line, state);
  if (line.trim() === "") return text(line, { ...state, blank: true });
  const fence = fenceOpening.exec(line);
  if (fence?.[2] !== undefined)
    return { tokens: whole("fence"), end: { kind: "fence", fence: fence[2], list: state.list } };
  if (/^\s*<!--(?!.*-->)/.test(line))
    return { tokens: whole("html"), end: { kind: "comment", list: state.list } };
  if (/^(?: {4}|\t)/.test(line) && state.blank && !state.list) return { tokens: whole("code"), end: state };
  return proseLine(line, state);
}

function inFence(line: string, state: Extract<BlockState, { kind: "fence" }>): TokenizedLine {
  const closing = line.replace(/^(?:\s*>)*\s*/, "").trimEnd();
  const closes =
    closing.length >= state.fence.length && closing === state.fence.charAt(0).repeat(closing.length);
  return closes
    ? { tokens: whole("fence"), end: { kind: "text", blank: false, list: state.list } }
    : { tokens: whole("code"), end: state };
}

function inComment(line: string, state: BlockState): TokenizedLine {
  const end: BlockState = line.includes("-->") ? { kind: "text", blank: false, list: state.list } : state;
  return { tokens: whole("html"), end };
}

function proseLine(line: string, state: BlockState): TokenizedLine {
  const list = listAfter(line, state.list);
  const end: BlockState = { kind: "text", blank: false, list };
  if (/^ {0,3}#{1,6}(?:[ \t]|$)/.test(line)) return heading(line, end);
  if (rule.test(line)) return { tokens: whole("rule"), end };
  if (/^ {0,3}:{3,}/.test(line) || callout.test(line)) return { tokens: whole("container"), end };
  if (/^ {0,3}(?:=+|-+)[ \t]*$/.test(line) && state.kind === "text" && !state.blank) {
    return { tokens: whole("rule"), end };
  }
  return text(line, end);
}

/** Whether a line belongs to a list. An unindented line after a blank line ends a list. */
function listAfter(line: string, list: boolean): boolean {
  if (/^(?:\s*>)*\s*(?:[-*+]|\d{1,9}[.)])\s/.test(line)) return true;
  return list && /^[\s>]/.test(line);
}

function heading(line: string, end: BlockState): TokenizedLine {
  const from = /^\s*#+\s*/.exec(line)?.[0].length ?? 0;
  const tokens = toTokens(paintInline(line, from), from, (value) => `heading.${scopeOf(value)}`);
  return { tokens: [{ start: 0, scope: "heading.mark" }, ...tokens], end };
}

function text(line: string, end: BlockState): TokenizedLine {
  const [, quote = "", marker = ""] = prefix.exec(line) ?? [];
  const from = quote.length + marker.length;
  const tokens: ProseToken[] = quote.includes(">")
    ? [{ start: 0, scope: "quote" }]
    : [{ start: 0, scope: "text" }];
  if (marker !== "") tokens.push({ start: quote.length, scope: "list" });
  return { tokens: [...tokens, ...toTokens(paintInline(line, from), from, scopeOf)], end };
}

function whole(scope: string): ProseToken[] {
  return [{ start: 0, scope }];
}

function toTokens(styles: Uint16Array, from: number, name: (value: number) => string): ProseToken[] {
  const tokens: ProseToken[] = [];
  for (let i = from; i < styles.length; i++) {
    const value = styles[i] ?? 0;
    if (i === from || value !== styles[i - 1]) tokens.push({ start: i, scope: name(value) });
  }
  return tokens;
}

/** Returns the colour name for a combination of styles. The most important style determines the colour. */
function scopeOf(value: number): string {
  if (value & style.wideSpace) return "wide-space";
  if (value & style.mark) return "mark";
  if (value & style.code) return "code";
  if (value & style.html) return "html";
  if (value & style.address) return "address";
  if (value & style.reading) return "reading";
  if (value & style.note) return "note";
  const base = value & style.link ? "link" : value & style.ruby ? "ruby" : "text";
  const styles = [
    value & style.strong && "strong",
    value & style.emphasis && "emphasis",
    value & style.strike && "strike",
  ].filter((style) => typeof style === "string");
  return styles.length === 0 ? base : `${base}.${styles.join("-")}`;
}
