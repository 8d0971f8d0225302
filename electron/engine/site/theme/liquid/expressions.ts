import { type Token, TypeGuards } from "liquidjs";
import type { Compiler } from "./compiler.ts";
import type { Evaluate } from "./frame.ts";
import { isPlainObject } from "./objects.ts";
import { readData, readField, readPlain, readProperty } from "./read.ts";
import type { Run } from "./run.ts";
import { contains, equals, isAtMost, isLess, isTruthy, primitive, toValue } from "./values.ts";

/** A value that is known when the template is compiled. */
export interface Constant {
  readonly value: unknown;
}

/** Returns the value of a token if it is known now; undefined if it must be computed at each run. */
export function constantOf(token: Token | undefined): Constant | undefined {
  if (!token) return { value: undefined };
  if (TypeGuards.isLiteralToken(token) || TypeGuards.isQuotedToken(token)) return { value: token.content };
  if (TypeGuards.isNumberToken(token) || TypeGuards.isWordToken(token)) return { value: token.content };
  return undefined;
}

/** Compiles a value that has no filters. */
export function compileToken(token: Token | undefined, compiler: Compiler): Evaluate {
  const constant = constantOf(token);
  if (constant) return () => constant.value;
  return compiler.deeper(() => {
    if (TypeGuards.isPropertyAccessToken(token)) return compilePath(token, compiler);
    if (TypeGuards.isRangeToken(token)) return compileRange(token, compiler);
    throw new Error(`unexpected ${token?.getText()}`);
  });
}

interface PathToken {
  readonly variable: Token | undefined;
  readonly props: readonly Token[];
}

function compilePath({ variable, props }: PathToken, compiler: Compiler): Evaluate {
  const constants = props.map((prop) => constantOf(prop)?.value);
  if (!variable) {
    compiler.facts.readsPath(constants.map((name) => (typeof name === "string" ? name : null)));
  }
  const names = constants.filter((name) => typeof name === "string");
  if (!variable && names.length === props.length) return namedPath(names, compiler);
  const keys = props.map((prop) => compileToken(prop, compiler));
  const [first, ...rest] = keys;
  if (variable) return steps(compileToken(variable, compiler), keys);
  if (!first) return () => undefined;
  return steps((frame) => {
    return frame.lookupText(String(plainKey(first(frame), frame.run)));
  }, rest);
}

/**
 * Compiles a path such as `a` or `a.b` in which all names are written out. Nearly all paths in themes are
 * such paths, so this is optimised.
 */
function namedPath([text = "", ...fields]: readonly string[], compiler: Compiler): Evaluate {
  const root = compiler.library.names.of(text);
  const read = fields.map(reader);
  const [first, second] = read;
  if (!first) return (frame) => frame.lookup(root);
  if (!second) return (frame) => first(frame.lookup(root));
  if (read.length === 2) return (frame) => second(first(frame.lookup(root)));
  return (frame) => read.reduce((value, step) => step(value), frame.lookup(root));
}

const special = new Set(["size", "first", "last"]);

function reader(name: string): (value: unknown) => unknown {
  if (special.has(name)) return (value) => readField(value, name);
  if (name in Object.prototype) return (value) => readPlain(value, name);
  return (value) => (isPlainObject(value) ? readData(value, name) : readPlain(value, name));
}

function steps(start: Evaluate, keys: readonly Evaluate[]): Evaluate {
  return (frame) => {
    const path = keys.map((key) => plainKey(key(frame), frame.run));
    return path.reduce(readProperty, start(frame));
  };
}

/**
 * Converts a value to a key of an object. A list is converted to text later, so its length is counted as work
 * now.
 */
function plainKey(value: unknown, run: Run): unknown {
  const key = toValue(value);
  if (typeof key === "object") run.charge(key);
  return key;
}

interface RangeBounds {
  readonly lhs: Token;
  readonly rhs: Token;
}

function compileRange({ lhs, rhs }: RangeBounds, compiler: Compiler): Evaluate {
  const [low, high] = [compileToken(lhs, compiler), compileToken(rhs, compiler)];
  return (frame) => {
    const from = Number(primitive(low(frame), frame.run));
    const end = Number(primitive(high(frame), frame.run)) + 1;
    if (!(from < end)) return [];
    // For larger numbers, adding one has no effect, so the loop would not end
    if (from < Number.MIN_SAFE_INTEGER || end > Number.MAX_SAFE_INTEGER) {
      throw new Error("a range of numbers that are too large");
    }
    frame.run.step(Math.ceil(end - from));
    const numbers: number[] = [];
    for (let number = from; number < end; number += 1) numbers.push(number);
    return numbers;
  };
}

/**
 * Compiles an expression from its tokens in postfix order. As in LiquidJS, all operands are computed, and
 * operands without an operator are ignored.
 */
export function compileExpression(postfix: readonly Token[], compiler: Compiler): Evaluate {
  const operands: Evaluate[] = [];
  const pop = (): Evaluate => operands.pop() ?? (() => undefined);
  for (const token of postfix) {
    if (TypeGuards.isOperatorToken(token)) {
      const right = pop();
      operands.push(token.operator === "not" ? not(right) : compileOperator(token.operator, pop(), right));
    } else operands.push(compileToken(token, compiler));
  }
  const [result, ...unused] = operands;
  if (!result) return () => undefined;
  if (unused.length === 0) return result;
  return (frame) => {
    const value = result(frame);
    for (const operand of unused) operand(frame);
    return value;
  };
}

function not(operand: Evaluate): Evaluate {
  return (frame) => !isTruthy(operand(frame));
}

function compileOperator(operator: string, left: Evaluate, right: Evaluate): Evaluate {
  switch (operator) {
    case "==":
      return (frame) => equals(left(frame), right(frame), frame.run);
    case "!=":
      return (frame) => !equals(left(frame), right(frame), frame.run);
    case "<":
      return (frame) => isLess(left(frame), right(frame), frame.run);
    case ">":
      return (frame) => isLess(right(frame), left(frame), frame.run);
    case "<=":
      return (frame) => isAtMost(left(frame), right(frame), frame.run);
    case ">=":
      return (frame) => isAtMost(right(frame), left(frame), frame.run);
    case "contains":
      return (frame) => contains(left(frame), right(frame), frame.run);
    case "and":
      return (frame) => {
        const [a, b] = [isTruthy(left(frame)), isTruthy(right(frame))];
        return a && b;
      };
    case "or":
      return (frame) => {
        const [a, b] = [isTruthy(left(frame)), isTruthy(right(frame))];
        return a || b;
      };
    default:
      throw new Error(`unknown operator: ${operator}`);
  }
}
