import type { Token } from "liquidjs";
import type { Compiler } from "./compiler.ts";
import type { Evaluate } from "../run/frame.ts";
import { isPlainObject, readData, readField, readPlain, readProperty } from "../run/read.ts";
import type { Run } from "../run/run.ts";
import type { Term } from "../syntax/nodes.ts";
import { termOf } from "../syntax/private-parts.ts";
import { contains, equals, isAtMost, isLess, isTruthy, primitive, toValue } from "../run/values.ts";

export interface Constant {
  readonly value: unknown;
}

/** Returns the constant value of a token, or undefined if each run must compute the value. */
export function constantOf(token: Token | undefined): Constant | undefined {
  const term = termOf(token);
  return term.kind === "constant" ? term : undefined;
}

type TermOf<Kind> = Extract<Term, { readonly kind: Kind }>;

export function compileToken(token: Token | undefined, compiler: Compiler): Evaluate {
  return compileTerm(termOf(token), compiler);
}

function compileTerm(term: Term, compiler: Compiler): Evaluate {
  switch (term.kind) {
    case "constant":
      return () => term.value;
    case "path":
      return compiler.deeper(() => compilePath(term, compiler));
    case "range":
      return compiler.deeper(() => compileRange(term, compiler));
    case "operator":
      throw new Error(`unexpected ${term.name}`);
  }
}

function compilePath({ root, keys }: TermOf<"path">, compiler: Compiler): Evaluate {
  const constants = keys.map((key) => constantOf(key)?.value);
  if (!root) {
    compiler.facts.readsPath(constants.map((name) => (typeof name === "string" ? name : null)));
  }
  const names = constants.filter((name) => typeof name === "string");
  if (!root && names.length === keys.length) return namedPath(names, compiler);
  const computed = keys.map((key) => compileToken(key, compiler));
  const [first, ...rest] = computed;
  if (root) return steps(compileToken(root, compiler), computed);
  if (!first) return () => undefined;
  return steps((frame) => {
    return frame.lookupText(String(plainKey(first(frame), frame.run)));
  }, rest);
}

/** Compiles a path of plain names to fast code. Nearly all paths have this form: `a.b`. */
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

/** Converts a value to a key of an object. For a list, counts the work of the conversion to text. */
function plainKey(value: unknown, run: Run): unknown {
  const key = toValue(value);
  if (typeof key === "object") run.charge(key);
  return key;
}

function compileRange(range: TermOf<"range">, compiler: Compiler): Evaluate {
  const [low, high] = [compileToken(range.low, compiler), compileToken(range.high, compiler)];
  return (frame) => {
    const from = Number(primitive(low(frame), frame.run));
    const end = Number(primitive(high(frame), frame.run)) + 1;
    if (!(from < end)) return [];
    frame.run.stepRange(from, end);
    const numbers: number[] = [];
    for (let number = from; number < end; number += 1) numbers.push(number);
    return numbers;
  };
}

/**
 * Compiles an expression from its tokens in postfix order.
 * As in LiquidJS, all operands are computed, and operands without an operator are ignored.
 */
export function compileExpression(postfix: readonly Token[], compiler: Compiler): Evaluate {
  const operands: Evaluate[] = [];
  const pop = (): Evaluate => operands.pop() ?? (() => undefined);
  for (const token of postfix) {
    const term = termOf(token);
    if (term.kind === "operator") {
      const right = pop();
      operands.push(term.name === "not" ? not(right) : compileOperator(term.name, pop(), right));
    } else operands.push(compileTerm(term, compiler));
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
