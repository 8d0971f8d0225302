import type { MarkdownIt, StateCore, StateInline, Token } from "markdown-it";
import footnotes from "markdown-it-footnote";
import type { ParseEnvironment } from "../../types/environment.ts";
import type { Finding } from "../../types/markdown-types.ts";
import { withInnerText } from "../inline/inner-text.ts";

const quotedLimit = 60;
const bracket = 0x5b;
const caret = 0x5e;

/**
 * Removes the definitions of footnotes, and returns their tokens by label.
 * If several definitions have the same label, the last definition counts.
 */
function takeDefinitions(state: StateCore, used: ReadonlySet<string | undefined>): Map<string, Token[]> {
  const definitions = new Map<string, Token[]>();
  const open: { label: string; tokens: Token[]; mark: Token }[] = [];
  const marks = new Map<string, Token>();
  const text: Token[] = [];
  for (const token of state.tokens) {
    const tokens = open.at(-1)?.tokens ?? text;
    if (token.type === "footnote_reference_open") {
      const mark = new state.Token("footnote_unused", "", 0);
      tokens.push(mark);
      open.push({ label: token.meta.label, tokens: [], mark });
    } else if (token.type === "footnote_reference_close") {
      const definition = open.pop();
      if (!definition) continue;
      const { label, mark } = definition;
      definitions.set(label, definition.tokens);
      reportUnused(mark, definition);
      const other = marks.get(label);
      marks.set(label, mark);
      if (used.has(label)) mark.hidden = true;
      if (other) other.hidden = false;
    } else tokens.push(token);
  }
  state.tokens = text.filter(isKept);
  for (const [label, tokens] of definitions) definitions.set(label, tokens.filter(isKept));
  return definitions;
}

/**
 * Whether a token stays in the text after the definitions were removed.
 * A token `footnote_unused` stays only if it contains a problem to report.
 */
function isKept({ type, hidden, meta }: Token): boolean {
  return type !== "footnote_unused" || (!hidden && meta !== null);
}

/** Reports an unused definition, whose text the page does not show. */
function reportUnused(mark: Token, { label, tokens }: { label: string; tokens: readonly Token[] }): void {
  const line = tokens.find(({ map }) => map !== null)?.map?.[0];
  if (line === undefined) return;
  const words = tokens.find(({ type }) => type === "inline")?.content ?? "";
  const text = `[^${label}]: ${words.split("\n", 1)[0]}`.slice(0, quotedLimit).trim();
  const finding: Finding = { code: "markdown.swallowedDefinition", line, text };
  mark.map = [line, line + 1];
  mark.meta = { findings: [finding] };
}

/** Maps the id of each footnote to the first line of the paragraph that contains its first reference. */
function referenceLines(tokens: readonly Token[]): Map<number, number> {
  const lines = new Map<number, number>();
  for (const token of tokens) {
    for (const child of token.children ?? []) {
      const id: number | undefined = child.type === "footnote_ref" ? child.meta.id : undefined;
      if (id !== undefined && !lines.has(id)) lines.set(id, token.map?.[0] ?? 0);
    }
  }
  return lines;
}

/** Returns the content of an inline note, `^[…]`, as the tokens of a paragraph. */
function inlineNote(state: StateCore, children: Token[], line: number): Token[] {
  const inline = new state.Token("inline", "", 0);
  inline.children = children;
  inline.map = [line, line + 1];
  const paragraph = [
    new state.Token("paragraph_open", "p", 1),
    inline,
    new state.Token("paragraph_close", "p", -1),
  ];
  for (const token of paragraph) token.block = true;
  return paragraph;
}

function backLinks(state: StateCore, id: number, count: number): Token[] {
  return Array.from({ length: Math.max(count, 1) }, (_, subId) => {
    const token = new state.Token("footnote_anchor", "", 0);
    token.meta = { id, subId };
    return token;
  });
}

/** Appends the footnotes that the text refers to, in the order of their first references. */
function tail(state: StateCore): void {
  const env: ParseEnvironment = state.env;
  if (!env.footnotes) return;
  const lines = referenceLines(state.tokens);
  const notes = env.footnotes.list;
  const definitions = takeDefinitions(state, new Set(notes?.map(({ label }) => label)));
  if (!notes) return;
  state.tokens.push(new state.Token("footnote_block_open", "section", 1));
  notes.forEach((note, id) => {
    const open = new state.Token("footnote_open", "li", 1);
    open.meta = { id };
    const content = note.tokens
      ? inlineNote(state, note.tokens, lines.get(id) ?? 0)
      : (definitions.get(note.label ?? "") ?? []);
    state.tokens.push(open);
    const hasEnd = content.at(-1)?.type === "paragraph_close";
    const end = hasEnd ? content.slice(-1) : [];
    const text = hasEnd ? content.slice(0, -1) : content;
    for (const token of [...text, ...backLinks(state, id, note.count ?? 1), ...end]) state.tokens.push(token);
    state.tokens.push(new state.Token("footnote_close", "li", -1));
  });
  state.tokens.push(new state.Token("footnote_block_close", "section", -1));
}

function anchor(token: Token | undefined): { id: number; reference: string } {
  const id = token?.meta.id + 1;
  const subId: number = token?.meta.subId ?? 0;
  return { id, reference: subId > 0 ? `fnref${id}-${subId + 1}` : `fnref${id}` };
}

/** Matches a reference. The limited length of the label keeps the search in linear time. */
const label = /\[\^([^\] \n]{1,999})\]/y;

/** Parses a reference such as `[^1]`, if a footnote has this label. */
function reference(state: StateInline, silent: boolean): boolean {
  const { footnotes }: ParseEnvironment = state.env;
  if (state.src.charCodeAt(state.pos) !== bracket || !footnotes?.refs) return false;
  label.lastIndex = state.pos;
  const [written = "", name] = label.exec(state.src) ?? [];
  const known = footnotes.refs[`:${name}`];
  if (name === undefined || known === undefined || state.pos + written.length > state.posMax) return false;
  if (!silent) {
    footnotes.list ??= [];
    const id = known < 0 ? footnotes.list.length : known;
    const note = known < 0 ? { label: name, count: 0 } : footnotes.list[id];
    if (!note) return false;
    footnotes.refs[`:${name}`] = id;
    footnotes.list[id] = note;
    const subId = note.count ?? 0;
    note.count = subId + 1;
    state.push("footnote_ref", "", 0).meta = { id, subId, label: name };
  }
  state.pos += written.length;
  return true;
}

/** Parses an inline note, `^[…]`. */
function parseInlineNote(state: StateInline, silent: boolean): boolean {
  const { pos, src, md } = state;
  if (src.charCodeAt(pos) !== caret || src.charCodeAt(pos + 1) !== bracket) return false;
  const end = md.helpers.parseLinkLabel(state, pos + 1);
  if (end < 0) return false;
  if (!silent) {
    const env: ParseEnvironment = state.env;
    env.footnotes ??= {};
    env.footnotes.list ??= [];
    const content = src.slice(pos + 2, end);
    const tokens: Token[] = [];
    const id = env.footnotes.list.push({ content, tokens }) - 1;
    md.inline.parse(content, md, env, tokens);
    state.push("footnote_ref", "", 0).meta = { id };
  }
  state.pos = end + 1;
  return true;
}

/** Supports footnotes, `[^1]` and `^[…]`, in linear time and with names for screen readers. */
export function footnotesRule(md: MarkdownIt): void {
  md.use(footnotes);
  md.inline.ruler.at("footnote_ref", reference);
  md.inline.ruler.at("footnote_inline", withInnerText(parseInlineNote));
  md.core.ruler.at("footnote_tail", tail);
  const { rules } = md.renderer;
  rules.footnote_unused = () => "";
  rules.footnote_block_open = (_tokens, _index, _options, { labels }: ParseEnvironment) =>
    `<section class="footnotes" role="doc-endnotes" aria-label="${labels.footnotes}">\n<ol>\n`;
  rules.footnote_block_close = () => "</ol>\n</section>\n";
  rules.footnote_open = (tokens, index, _options, env: ParseEnvironment) =>
    `<li id="${env.idPrefix}fn${anchor(tokens[index]).id}">`;
  rules.footnote_close = () => "</li>\n";
  rules.footnote_ref = (tokens, index, _options, env: ParseEnvironment) => {
    const { id, reference } = anchor(tokens[index]);
    const { idPrefix, labels } = env;
    return `<sup class="footnote-ref"><a href="#${idPrefix}fn${id}" id="${idPrefix}${reference}" role="doc-noteref" aria-label="${labels.footnote(id)}">${id}</a></sup>`;
  };
  rules.footnote_anchor = (tokens, index, _options, env: ParseEnvironment) => {
    const { id, reference } = anchor(tokens[index]);
    return ` <a href="#${env.idPrefix}${reference}" class="footnote-back" role="doc-backlink" aria-label="${env.labels.backToText(id)}">↩\uFE0E</a>`;
  };
}
