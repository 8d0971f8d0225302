// biome-ignore-all lint/complexity/useLiteralKeys: these fields are private in the types of LiquidJS
import {
  AssignTag,
  BlockTag,
  BreakTag,
  CaptureTag,
  CaseTag,
  CommentTag,
  type Context,
  ContinueTag,
  CycleTag,
  DecrementTag,
  type Drop,
  EchoTag,
  type FilteredValueToken,
  ForTag,
  IfTag,
  IncludeTag,
  IncrementTag,
  InlineCommentTag,
  LayoutTag,
  Liquid,
  LiquidTag,
  Output,
  type RangeToken,
  RawTag,
  RenderTag,
  TablerowTag,
  type Template,
  Token,
  Tokenizer,
  TypeGuards,
  UnlessTag,
  Value,
} from "liquidjs";
import { limits } from "../run/work.ts";
import type { CycleCandidate, FilterCall, FilteredValue, Node, Term } from "./nodes.ts";

/**
 * The only file that accesses the internals of LiquidJS: private and undocumented fields.
 * `private-parts.test.ts` checks the shapes of all LiquidJS fields that this file accesses.
 */

/**
 * Returns the expression and filters of an output, without the escaping filter at the end.
 * LiquidJS appends the escaping filter to each output unless the last filter of the output is `raw`.
 */
function outputValue({ value }: Output): FilteredValue {
  const { postfix, filters, isRaw } = filteredValue(value);
  return { postfix, filters: isRaw ? filters : filters.slice(0, -1), isRaw };
}

function filteredValue({ initial, filters }: Value): FilteredValue {
  return {
    postfix: initial.postfix,
    filters: filters.map(filterCall),
    isRaw: filters.at(-1)?.raw === true,
  };
}

function filterCall({
  name,
  args,
}: Pick<FilteredValueToken["filters"][number], "name" | "args">): FilterCall {
  return {
    name,
    args: args.map((arg) =>
      Array.isArray(arg) ? { name: arg[0] ?? "", value: arg[1] } : { name: undefined, value: arg },
    ),
  };
}

/** Parses an expression with filters, such as the second argument of the filter `where_exp`. */
export function parseExpression(text: string): FilteredValue {
  const { initial, filters } = new Tokenizer(text).readFilteredValue();
  return { postfix: initial.postfix, filters: filters.map(filterCall), isRaw: false };
}

/** Parses a property, such as the first argument of the filter `where`. */
export function parseProperty(text: string): Token | undefined {
  return new Tokenizer(text).readScopeValue();
}

export function termOf(token: Token | undefined): Term {
  if (!token) return { kind: "constant", value: undefined };
  if (TypeGuards.isOperatorToken(token)) return { kind: "operator", name: token.operator };
  if (TypeGuards.isPropertyAccessToken(token)) {
    return { kind: "path", root: token.variable, keys: token.props };
  }
  if (TypeGuards.isRangeToken(token)) return { kind: "range", low: token.lhs, high: token.rhs };
  if (TypeGuards.isLiteralToken(token) || TypeGuards.isQuotedToken(token)) {
    return { kind: "constant", value: token.content };
  }
  if (TypeGuards.isNumberToken(token) || TypeGuards.isWordToken(token)) {
    return { kind: "constant", value: token.content };
  }
  throw new Error(`unexpected ${token.getText()}`);
}

/** Returns a parsed text, output or tag. Throws for a tag that the compiler does not support. */
export function nodeOf(template: Template): Node {
  const at = template.token;
  if (TypeGuards.isHTMLToken(at)) return { kind: "text", at, text: at.getContent() };
  if (template instanceof Output) return { kind: "output", at, value: outputValue(template) };
  const node = controlNode(template) ?? loopNode(template) ?? variableNode(template) ?? fileNode(template);
  if (!node) throw new Error(`unknown tag: ${at.getText()}`);
  return node;
}

function controlNode(tag: Template): Node | undefined {
  const at = tag.token;
  if (tag instanceof IfTag || tag instanceof UnlessTag) {
    // The first condition of `unless` must be false. The conditions of `elsif` must be true.
    const branches = tag.branches.map(({ value, templates }, index) => ({
      condition: filteredValue(value),
      wanted: tag instanceof IfTag || index > 0,
      body: templates,
    }));
    return { kind: "if", at, branches, otherwise: tag.elseTemplates ?? [] };
  }
  if (tag instanceof CaseTag) {
    const branches = tag.branches.map(({ values, templates }) => ({ values, body: templates }));
    return { kind: "case", at, value: filteredValue(tag.value), branches, otherwise: tag.elseTemplates };
  }
  if (tag instanceof LiquidTag) return { kind: "liquid", at, body: tag.templates };
  if (tag instanceof EchoTag) {
    const value = tag["value"];
    return value ? { kind: "output", at, value: filteredValue(value) } : { kind: "text", at, text: "" };
  }
  if (tag instanceof RawTag) {
    return { kind: "text", at, text: tag["tokens"].map((token: Token) => token.getText()).join("") };
  }
  if (tag instanceof CommentTag || tag instanceof InlineCommentTag) return { kind: "text", at, text: "" };
  if (tag instanceof BreakTag) return { kind: "break", at };
  return tag instanceof ContinueTag ? { kind: "continue", at } : undefined;
}

function loopNode(tag: Template): Node | undefined {
  const at = tag.token;
  if (tag instanceof ForTag) {
    const { variable, collection, hash, templates, elseTemplates } = tag;
    return {
      kind: "for",
      at,
      variable,
      collection,
      args: hash.hash,
      body: templates,
      otherwise: elseTemplates,
    };
  }
  if (!(tag instanceof TablerowTag)) return undefined;
  const { variable, collection, args, templates } = tag;
  return { kind: "tablerow", at, variable, collection, args: args.hash, body: templates };
}

function variableNode(tag: Template): Node | undefined {
  const at = tag.token;
  if (tag instanceof AssignTag) {
    return { kind: "assign", at, name: tag["key"], value: filteredValue(tag["value"]) };
  }
  if (tag instanceof CaptureTag) return { kind: "capture", at, name: tag.variable, body: tag.templates };
  if (tag instanceof IncrementTag) return { kind: "counter", at, name: tag["variable"], by: 1 };
  if (tag instanceof DecrementTag) return { kind: "counter", at, name: tag["variable"], by: -1 };
  if (!(tag instanceof CycleTag)) return undefined;
  return { kind: "cycle", at, group: tag["group"], candidates: tag["candidates"].map(cycleCandidate) };
}

function cycleCandidate(token: FilteredValueToken): CycleCandidate {
  return { text: token.getText(), value: (liquid) => filteredValue(new Value(token, liquid)) };
}

function fileNode(tag: Template): Node | undefined {
  const at = tag.token;
  if (tag instanceof RenderTag) {
    const [file, args] = [tag["file"], tag["hash"].hash];
    return { kind: "render", at, file, args, single: tag["with"], each: tag["forBinding"] };
  }
  if (tag instanceof IncludeTag) {
    return { kind: "include", at, file: tag["file"], args: tag["hash"].hash, single: tag["withVar"] };
  }
  if (tag instanceof LayoutTag) {
    return { kind: "layout", at, file: tag.file, args: tag.args.hash, body: tag.templates };
  }
  return tag instanceof BlockTag ? { kind: "block", at, name: tag.block, body: tag.templates } : undefined;
}

/** Adds a filter to the upper bound of each range. The filter can refuse a range before LiquidJS makes it. */
export function guardRanges(parsed: unknown, filterName: string): void {
  for (const range of rangesIn(parsed)) {
    const end = new Tokenizer("end | check: begin").readFilteredValue();
    const [check] = end.filters;
    if (!check) throw new Error("no filter");
    check.name = filterName;
    check.args = [range.lhs];
    end.initial.postfix[0] = range.rhs;
    Object.assign(range, { rhs: end });
  }
}

/** Throws unless all bounds of ranges in a parsed text are literal safe integers, unlike in `(1..n)`. */
export function checkRanges(parsed: unknown): void {
  for (const { lhs, rhs } of rangesIn(parsed)) {
    for (const bound of [termOf(lhs), termOf(rhs)]) {
      if (bound.kind !== "constant" || !Number.isSafeInteger(bound.value)) {
        throw new Error("a range in the text of a filter needs plain numbers");
      }
    }
  }
}

/** Finds all ranges in parsed objects. Throws if paths or ranges are nested too deeply. */
function rangesIn(parsed: unknown): Set<RangeToken> {
  const ranges = new Set<RangeToken>();
  const seen = new Set<unknown>();
  const found = [{ value: parsed, depth: 0 }];
  for (const { value, depth } of found) {
    if (typeof value !== "object" || value === null || value instanceof Liquid || seen.has(value)) continue;
    seen.add(value);
    const isRange = value instanceof Token && TypeGuards.isRangeToken(value);
    if (isRange) ranges.add(value);
    const isNested = isRange || (value instanceof Token && TypeGuards.isPropertyAccessToken(value));
    const inner = isNested ? depth + 1 : depth;
    if (inner > limits.nesting) throw new Error(`more than ${limits.nesting} values inside each other`);
    for (const next of Object.values(value)) found.push({ value: next, depth: inner });
  }
  return ranges;
}

/** Whether templates may read this field of a LiquidJS object, such as a field of `forloop`. */
export function isDropData(drop: Drop, name: string): boolean {
  if ("superBlockRender" in drop) return name === "super";
  if (!("rindex0" in drop)) return false;
  return loopNames.has(name) || ("col_last" in drop && tableNames.has(name));
}

const loopNames = new Set([
  "index",
  "index0",
  "i",
  "rindex",
  "rindex0",
  "first",
  "last",
  "length",
  "name",
  "valueOf",
]);
const tableNames = new Set(["row", "col", "col0", "col_first", "col_last", "cols"]);

export function literalValue(word: string): unknown {
  const token = new Tokenizer(word).readValue();
  if (!TypeGuards.isLiteralToken(token)) throw new Error(`no literal: ${word}`);
  return token.content;
}

export function countOf(limiter: Context["memoryLimit"]): number {
  return limiter["base"];
}
