import type { MarkdownIt, StateCore, Token } from "markdown-it";
import footnotes from "markdown-it-footnote";
import type { ParseEnvironment } from "../environment.ts";
import type { Labels } from "../labels.ts";

/** Takes the definitions out of the text and returns what each label says. */
function takeDefinitions(state: StateCore): Map<string, Token[]> {
  const definitions = new Map<string, Token[]>();
  const open: { label: string; tokens: Token[] }[] = [];
  const text: Token[] = [];
  for (const token of state.tokens) {
    if (token.type === "footnote_reference_open") open.push({ label: token.meta.label, tokens: [] });
    else if (token.type === "footnote_reference_close") {
      const definition = open.pop();
      if (definition) definitions.set(definition.label, definition.tokens);
    } else (open.at(-1)?.tokens ?? text).push(token);
  }
  state.tokens = text;
  return definitions;
}

/** The first line of the paragraph where each note is first referred to. */
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

/** A note written in its place, `^[…]`, as a paragraph. */
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

/** Puts the notes that the text refers to behind it, in the order of their first reference. */
function tail(state: StateCore): void {
  const env: ParseEnvironment = state.env;
  if (!env.footnotes) return;
  const lines = referenceLines(state.tokens);
  const definitions = takeDefinitions(state);
  const notes = env.footnotes.list;
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

/** Footnotes, `[^1]` and `^[…]`, by markdown-it-footnote; gathering and writing them is ours, in linear time and labelled. */
export function footnotesRule(md: MarkdownIt, labels: Labels): void {
  md.use(footnotes);
  md.core.ruler.at("footnote_tail", tail);
  const { rules } = md.renderer;
  rules.footnote_block_open = () =>
    `<section class="footnotes" role="doc-endnotes" aria-label="${labels.footnotes}">\n<ol>\n`;
  rules.footnote_block_close = () => "</ol>\n</section>\n";
  rules.footnote_open = (tokens, index, _options, env: ParseEnvironment) =>
    `<li id="${env.idPrefix}fn${anchor(tokens[index]).id}">`;
  rules.footnote_close = () => "</li>\n";
  rules.footnote_ref = (tokens, index, _options, env: ParseEnvironment) => {
    const { id, reference } = anchor(tokens[index]);
    const { idPrefix } = env;
    return `<sup class="footnote-ref"><a href="#${idPrefix}fn${id}" id="${idPrefix}${reference}" role="doc-noteref" aria-label="${labels.footnote(id)}">${id}</a></sup>`;
  };
  rules.footnote_anchor = (tokens, index, _options, env: ParseEnvironment) => {
    const { id, reference } = anchor(tokens[index]);
    return ` <a href="#${env.idPrefix}${reference}" class="footnote-back" role="doc-backlink" aria-label="${labels.backToText(id)}">↩\uFE0E</a>`;
  };
}
