import { isObject } from "#contract/objects.ts";
import {
  type Context,
  defaultOperators,
  type FilterImplOptions,
  filters,
  type Liquid,
  LiquidError,
  type Operators,
  toValue,
} from "liquidjs";
import { themeFilters } from "../../theme-filters.ts";
import { readField } from "../run/read.ts";
import { stringify } from "../run/values.ts";
import { checkRanges, parseExpression, parseProperty } from "../syntax/private-parts.ts";
import { reasonOf } from "../template-errors.ts";
import type { ThemeSource } from "../template-renderer.ts";
import { rangeFilter } from "./checked-templates.ts";
import { workOf } from "./counted-context.ts";

type Handler = Extract<FilterImplOptions, (...args: never[]) => unknown>;

/** Filters that read a value of each list item and compare it with the third argument. */
const comparing = new Set(["where", "reject", "has", "find", "find_index"]);

/** Filters that evaluate a property (second argument) or an expression (third argument) of each item. */
const asking = new Set([...comparing, "group_by"]);

/** Makes each filter count the items that it reads and creates. */
export function countFilters(liquid: Liquid): void {
  for (const [name, filter] of Object.entries(liquid.filters)) {
    const isPlain = typeof filter === "function";
    const handler = counted(name, isPlain ? filter : filter.handler);
    liquid.registerFilter(name, { handler, raw: isPlain ? false : filter.raw });
  }
  liquid.registerFilter(rangeFilter, function (end: unknown, begin: unknown) {
    const work = workOf(this.context);
    work.charge(toValue(end));
    work.charge(toValue(begin));
    const [from, to] = [Number(toValue(begin)), Number(toValue(end)) + 1];
    if (from < to) work.stepRange(from, to);
    return end;
  });
}

function counted(name: string, handler: Handler): Handler {
  return function* (this: ThisParameterType<Handler>, ...args: unknown[]) {
    const work = workOf(this.context);
    const values: unknown[] = args.map((arg) => toValue(arg));
    work.step(1);
    for (const value of values) work.charge(value);
    const [list, , expected] = values;
    if (comparing.has(name) && Array.isArray(list) && isObject(expected)) {
      for (const _ of list) work.charge(expected);
    }
    if (asking.has(name)) checkRanges(parsed(parseProperty, values[1], this.context));
    if (asking.has(name.replace(/_exp$/, "")) && name.endsWith("_exp")) {
      checkRanges(parsed(parseExpression, values[2], this.context));
    }
    try {
      const result: unknown = yield Reflect.apply(handler, this, args);
      if (name.startsWith("group_by") && Array.isArray(result)) {
        for (const group of result) work.groups.add(group);
      }
      if (isObject(result)) work.charge(result);
      return result;
    } catch (error) {
      // Drops the position of the error, because it refers to the text of the filter's expression.
      throw LiquidError.is(error) ? new Error(reasonOf(error)) : error;
    }
  };
}

/** Parses a text. Returns undefined for a text with a mistake, which the filter reports later. */
function parsed(parse: (text: string) => unknown, text: unknown, context: Context): unknown {
  try {
    return parse(stringify(text, workOf(context)));
  } catch {
    return undefined;
  }
}

/** Adds Hitofude's own filters. */
export function addThemeFilters(
  liquid: Liquid,
  theme: Pick<ThemeSource, "assets" | "words">,
  language: string,
): void {
  for (const [name, filter] of themeFilters(theme, language)) {
    liquid.registerFilter(name, function (value: unknown, ...args: unknown[]) {
      return filter(value, args, () => rootUrlOf(this.context));
    });
  }
}

function rootUrlOf(context: Context): string {
  const own = context.getSync(["page", "root_url"]);
  return String(
    (typeof own === "string" ? own : readField(readField(context.globals, "page"), "root_url")) ?? "",
  );
}

/** Variants of LiquidJS's operators. They count their iterations over lists and texts as work. */
export const countedOperators: Operators = {
  ...defaultOperators,
  ...Object.fromEntries(["==", "!="].map((name) => [name, countedOperator(name, chargeEqual)])),
  ...Object.fromEntries(["<", ">", "<=", ">="].map((name) => [name, countedOperator(name, chargeBoth)])),
  contains: countedOperator("contains", chargeBoth),
};

type Charge = (context: Context, left: unknown, right: unknown) => void;

function countedOperator(name: string, charge: Charge): Operators[string] {
  const operator = defaultOperators[name];
  if (!operator) throw new Error(`LiquidJS has no operator ${name}`);
  return (left: unknown, right: unknown, context: Context) => {
    charge(context, toValue(left), toValue(right));
    return Reflect.apply(operator, undefined, [left, right, context]);
  };
}

/** Counts the work of comparing two lists. If their lengths differ, no items are compared. */
function chargeEqual(context: Context, left: unknown, right: unknown): void {
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length) {
    workOf(context).charge(left);
  }
}

function chargeBoth(context: Context, left: unknown, right: unknown): void {
  workOf(context).charge(left);
  workOf(context).charge(right);
}

export function countedEscape(this: ThisParameterType<Handler>, value: unknown): string {
  workOf(this.context).charge(toValue(value));
  const filter = filters.escape;
  if (typeof filter !== "function") throw new Error("LiquidJS has no filter escape");
  return Reflect.apply(filter, this, [value]);
}
