import type { MarkdownIt, StateInline } from "markdown-it";
import type { RuleInline } from "markdown-it/lib/parser_inline.mjs";
import image from "markdown-it/lib/rules_inline/image.mjs";
import link from "markdown-it/lib/rules_inline/link.mjs";
import { withInnerText } from "./inner-text.ts";

const opening = 0x5b;
const closing = 0x5d;

/** Maximum length of the label of a definition. @see https://spec.commonmark.org/0.31.2/#link-label */
const longestLabel = 999;

/** For each opening bracket, the offset of its closing bracket: 0 before the search, -1 if there is none. */
type Ends = Int32Array;
const unknown = 0;

/**
 * `linkless` contains the end offset of each label that must not contain links.
 * `any` contains the end offset of each label that may contain links.
 */
interface KnownEnds {
  any: Ends | null;
  linkless: Ends | null;
}

const knownEnds = new WeakMap<StateInline, KnownEnds>();

function endsOf(state: StateInline, isLinkless: boolean): Ends {
  let known = knownEnds.get(state);
  if (!known) {
    known = { any: null, linkless: null };
    knownEnds.set(state, known);
  }
  if (isLinkless) {
    known.linkless ??= new Int32Array(state.src.length);
    return known.linkless;
  }
  known.any ??= new Int32Array(state.src.length);
  return known.any;
}

/** Returns the offset of the closing bracket for the bracket at `start`, or -1. Caches the result. */
function parseLinkLabel(state: StateInline, start: number, isLinkless = false): number {
  const ends = endsOf(state, isLinkless);
  if (ends[start] === unknown) {
    const { pos } = state;
    searchLabelEnd(state, start, isLinkless, ends);
    state.pos = pos;
  }
  const end = ends[start] ?? -1;
  return end < state.posMax ? end : -1;
}

function searchLabelEnd(state: StateInline, start: number, isLinkless: boolean, ends: Ends): void {
  const open = [start];
  state.pos = start + 1;
  while (state.pos < state.posMax) {
    const { pos } = state;
    const code = state.src.charCodeAt(pos);
    if (code === closing) {
      ends[open.pop() ?? start] = pos;
      if (open.length === 0) return;
    }
    state.md.inline.skipToken(state);
    if (code !== opening) continue;
    if (state.pos > pos + 1) {
      // The label has no end here, because it contains a link although `isLinkless` forbids links.
      if (isLinkless) break;
      continue;
    }
    const end = ends[pos] ?? unknown;
    if (end === unknown) open.push(pos);
    else if (end < 0 || end >= state.posMax) break;
    else {
      state.pos = end;
      state.md.inline.skipToken(state);
    }
  }
  for (const offset of open) ends[offset] = -1;
}

/** Returns a variant of `rule` that does not look up labels above the maximum length. */
function withShortLabels(rule: RuleInline, bracketAt: 0 | 1): RuleInline {
  return (state, silent) => {
    const start = state.pos + bracketAt;
    if (state.src.charCodeAt(start) !== opening) return false;
    const end = parseLinkLabel(state, start, bracketAt === 0);
    if (end < 0) return false;
    if (!isTooLongToLookUp(state, start, end)) return rule(state, silent);
    const { env, pos } = state;
    const { references } = env;
    env.references = undefined;
    const hasAddress = rule(state, true);
    env.references = references;
    if (hasAddress && silent) return true;
    state.pos = pos;
    return hasAddress && rule(state, false);
  };
}

/**
 * Whether the label of a link or image is too long for a definition.
 * In `[text][label]`, the second pair of brackets contains the label.
 */
function isTooLongToLookUp(state: StateInline, start: number, end: number): boolean {
  const second = state.src.charCodeAt(end + 1) === opening ? parseLinkLabel(state, end + 1) : -1;
  const length = second > end + 2 ? second - end - 2 : end - start - 1;
  return length > longestLabel;
}

/**
 * Replaces markdown-it's rules for links and images with rules that find closing brackets in linear time.
 * The description of an image is the one that `readImage` has set.
 * markdown-it's own description would lack escaped characters, character references, code and ruby.
 */
export function linkLabelsRule(md: MarkdownIt): void {
  md.helpers.parseLinkLabel = parseLinkLabel;
  md.inline.ruler.at("link", withShortLabels(link, 0));
  md.inline.ruler.at("image", withInnerText(withShortLabels(image, 1)));
  md.renderer.rules.image = (tokens, index, options, _env, renderer) =>
    renderer.renderToken(tokens, index, options);
}
