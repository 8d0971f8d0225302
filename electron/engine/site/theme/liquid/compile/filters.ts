import { isObject } from "#contract/objects.ts";
import { type FilterImplOptions, type Liquid, toValueSync } from "liquidjs";
import type { ThemeFilter } from "../../theme-filters.ts";
import type { Compiler } from "./compiler.ts";
import { type Constant, compileExpression, compileToken, constantOf } from "./expressions.ts";
import type { Evaluate, Frame } from "../run/frame.ts";
import { askExpression, askProperty, type ItemFilterUse, itemFilters } from "./item-filters.ts";
import type { Name } from "../run/names.ts";
import { readField } from "../run/read.ts";
import { stringify } from "../run/values.ts";
import type { FilterArgument, FilterCall, FilteredValue } from "../syntax/nodes.ts";
import { parseExpression, parseProperty } from "../syntax/private-parts.ts";

/** A faster version of a filter. Returns undefined for arguments that LiquidJS must handle. */
type QuickFilter = (args: readonly unknown[]) => string | undefined;

/** Maximum length of texts for the faster filters. The work for such short texts is not counted. */
const short = 100;

/**
 * Faster variants of LiquidJS filters with the same results, for short texts. Themes use them in loops.
 */
const quickFilters: ReadonlyMap<string, QuickFilter> = new Map<string, QuickFilter>([
  ["slice", ([text, begin, length = 1]) => quickSlice(text, begin, length)],
  ["replace", ([text, pattern, replacement]) => quickReplace(text, pattern, replacement)],
]);

function quickSlice(text: unknown, begin: unknown, length: unknown): string | undefined {
  if (!isShort(text) || !isCount(begin) || !isCount(length)) return undefined;
  // Leaves surrogate pairs to LiquidJS, because `slice` counts UTF-16 units instead of code points.
  return hasPairs.test(text) ? undefined : text.slice(begin, begin + length);
}

const hasPairs = /[\uD800-\uDFFF]/;

function quickReplace(text: unknown, pattern: unknown, replacement: unknown): string | undefined {
  if (!isShort(text) || !isShort(pattern) || !isShort(replacement) || pattern === "") return undefined;
  // Leaves replacements with `$` to LiquidJS, because `replaceAll` would interpret the `$`.
  return replacement.includes("$") ? undefined : text.replaceAll(pattern, replacement);
}

function isShort(value: unknown): value is string {
  return typeof value === "string" && value.length <= short;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= short;
}

/**
 * Filters whose result depends only on arguments and theme. The compiler can compute the result in advance.
 */
const constantFilters = new Set(["t", "number", "raw"]);

export function compileValue(value: FilteredValue, compiler: Compiler): Evaluate {
  let input = compileExpression(value.postfix, compiler);
  for (const [index, call] of value.filters.entries()) {
    if (call.name === "asset_url") {
      const name = index === 0 ? constantOperand(value)?.value : undefined;
      compiler.facts.readsAsset(typeof name === "string" ? name : null);
    }
    input = compileFilter(input, call, compiler);
  }
  return input;
}

/** Returns the constant value of an expression such as `'previous' | t`, or undefined if it has none. */
export function constantValue(value: FilteredValue, compiler: Compiler): Constant | undefined {
  let constant = constantOperand(value);
  for (const { name, args } of value.filters) {
    const values = args.map(constantArgument);
    if (!constant || !constantFilters.has(name) || values.includes(undefined)) return undefined;
    const filter = compiler.library.filters.get(name);
    const given = values.map((one) => one?.value);
    constant = { value: filter ? filter(constant.value, given, noRoot) : constant.value };
  }
  return constant;
}

function noRoot(): string {
  throw new Error("no page yet");
}

function constantOperand({ postfix }: FilteredValue): Constant | undefined {
  return postfix.length === 1 ? constantOf(postfix[0]) : undefined;
}

function constantArgument(arg: FilterArgument): Constant | undefined {
  return arg.name === undefined ? constantOf(arg.value) : undefined;
}

function compileFilter(input: Evaluate, call: FilterCall, compiler: Compiler): Evaluate {
  const quick = quickFilters.get(call.name);
  const values = call.args.map((arg) => compileArgument(arg, compiler));
  const itemFilter = itemFilters.get(call.name);
  const themeFilter = compiler.library.filters.get(call.name);
  const run = itemFilter
    ? itemCall(call, itemFilter, compiler)
    : themeFilter
      ? themeCall(themeFilter, compiler)
      : libraryCall(call.name, compiler);
  return (frame) => {
    const args = [input(frame)];
    for (const value of values) args.push(value(frame));
    frame.run.step(1);
    const quickResult = quick?.(args);
    if (quickResult !== undefined) return quickResult;
    for (const arg of args) frame.run.charge(arg);
    const result = run(frame, args);
    // A later step may iterate over the result, so the length of the result is counted as work.
    if (isObject(result)) frame.run.charge(result);
    return result;
  };
}

function compileArgument({ name, value }: FilterArgument, compiler: Compiler): Evaluate {
  const compute = compileToken(value, compiler);
  return name === undefined ? compute : (frame) => [name, compute(frame)];
}

type Call = (frame: Frame, args: readonly unknown[]) => unknown;

type Handler = Extract<FilterImplOptions, (...args: never[]) => unknown>;

function themeCall(filter: ThemeFilter, { library }: Compiler): Call {
  const page = library.names.of("page");
  return (frame, [value, ...args]) => filter(value, args, () => rootUrlOf(frame, page));
}

function rootUrlOf(frame: Frame, page: Name): string {
  const own = readField(frame.lookup(page), "root_url");
  return String((typeof own === "string" ? own : readField(frame.run.globals.page, "root_url")) ?? "");
}

function libraryCall(name: string, { liquid }: Compiler): Call {
  const handler = handlerOf(name, liquid);
  return ({ run: { context } }, args) => toValueSync(Reflect.apply(handler, { context, liquid }, args));
}

function handlerOf(name: string, liquid: Liquid): Handler {
  const filter: FilterImplOptions | undefined = liquid.filters[name];
  if (!filter) throw new Error(`undefined filter: ${name}`);
  return typeof filter === "function" ? filter : filter.handler;
}

/** Compiles a filter's property or expression: a constant text now, any other text when the filter runs. */
function itemCall({ args }: FilterCall, use: ItemFilterUse, compiler: Compiler): Call {
  const place = use.hasExpression ? 1 : 0;
  const compile = use.hasExpression ? compileQuestion : compileProperty;
  const written = args[place] && constantArgument(args[place]);
  let known = typeof written?.value === "string" ? compileEarly(written.value, compile, compiler) : undefined;
  if (!written) compiler.facts.readsPath([null]);
  return (frame, values) => {
    const text = stringify(values[place + 1], frame.run);
    if (known?.text !== text) known = { text, question: compile(text, compiler) };
    return use.hasExpression
      ? askExpression(use, frame, values, known.question)
      : askProperty(use, frame, values, known.question);
  };
}

interface KnownQuestion {
  readonly text: string;
  readonly question: Evaluate;
}

/**
 * Compiles a constant text at once.
 * Returns undefined for a text with a mistake, because LiquidJS reports mistakes only when the filter runs.
 */
function compileEarly(
  text: string,
  compile: (text: string, compiler: Compiler) => Evaluate,
  compiler: Compiler,
): KnownQuestion | undefined {
  try {
    return { text, question: compile(text, compiler) };
  } catch {
    return undefined;
  }
}

function compileQuestion(text: string, compiler: Compiler): Evaluate {
  return compileValue(parseExpression(text), compiler);
}

function compileProperty(text: string, compiler: Compiler): Evaluate {
  return compileToken(parseProperty(text), compiler);
}
