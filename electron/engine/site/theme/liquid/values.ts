import { Drop } from "liquidjs";
import { blank, empty, nil } from "./drops.ts";
import { isObject } from "./objects.ts";
import type { Run } from "./run.ts";

/** Returns the plain value of `nil`, `empty`, `blank` and loops, and any other value unchanged. */
export function toValue(value: unknown): unknown {
  return typeof value === "object" && value instanceof Drop ? value.valueOf() : value;
}

/** Whether a value is true: all are except `false`, null and undefined. */
export function isTruthy(value: unknown): boolean {
  const plain = toValue(value);
  return plain !== false && plain !== undefined && plain !== null;
}

/** Converts a value to text: null and undefined to "", lists by joining. */
export function stringify(value: unknown, run: Run): string {
  if (typeof value === "string") return value;
  const plain = toValue(value);
  if (plain === undefined || plain === null) return "";
  if (!Array.isArray(plain)) return String(plain);
  run.charge(plain);
  return joined(plain);
}

function joined(items: readonly unknown[]): string {
  return items
    .map((item) => {
      const plain = toValue(item);
      if (plain === undefined || plain === null) return "";
      return Array.isArray(plain) ? joined(plain) : String(plain);
    })
    .join("");
}

/** Returns the items for a loop: of a list, of any other collection, or the entries of an object. */
export function toItems(value: unknown): readonly unknown[] {
  const plain = toValue(value);
  if (Array.isArray(plain)) return plain;
  if (typeof plain === "string") return plain === "" ? [] : [plain];
  if (!isObject(plain)) return [];
  return isIterable(plain) ? Array.from(plain) : Object.entries(plain);
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

/** `==`: compares lists by their items, `empty` and `blank` by their meaning, all else by identity. */
export function equals(left: unknown, right: unknown, run: Run): boolean {
  run.step(1);
  if (isSpecial(left)) return specialEquals(left, right);
  if (isSpecial(right)) return specialEquals(right, left);
  const a = toValue(left);
  const b = toValue(right);
  if (!Array.isArray(a)) return a === b;
  return Array.isArray(b) && a.length === b.length && a.every((item, index) => equals(item, b[index], run));
}

function isSpecial(value: unknown): boolean {
  return typeof value === "object" && (value === nil || value === empty || value === blank);
}

function specialEquals(special: unknown, other: unknown): boolean {
  const plain = toValue(other);
  if (special === nil) return plain === undefined || plain === null;
  if (special === blank && isBlank(other, plain)) return true;
  if (other === empty || other === blank) return false;
  if (typeof plain === "string" || Array.isArray(plain)) return plain.length === 0;
  return isObject(plain) && Object.keys(plain).length === 0;
}

/** Whether a value is `blank`: null, undefined, false, or text of white space only. */
function isBlank(value: unknown, plain: unknown): boolean {
  if (value === false || plain === undefined || plain === null) return true;
  return typeof value === "string" && value.trim() === "";
}

/** `<` as in JavaScript: texts by code units, all else as numbers. False for `nil`, `empty` and `blank`. */
export function isLess(left: unknown, right: unknown, run: Run): boolean {
  if (isSpecial(left) || isSpecial(right)) return false;
  const [a, b] = [primitive(left, run), primitive(right, run)];
  if (typeof a === "string" && typeof b === "string") return a < b;
  return Number(a) < Number(b);
}

/** `<=`, which is not the opposite of `>` when one value is not a number. */
export function isAtMost(left: unknown, right: unknown, run: Run): boolean {
  if (isSpecial(left) || isSpecial(right)) return false;
  const [a, b] = [primitive(left, run), primitive(right, run)];
  if (typeof a === "string" && typeof b === "string") return a <= b;
  return Number(a) <= Number(b);
}

/** Converts a value to a primitive, as JavaScript does before it compares or adds. */
export function primitive(value: unknown, run: Run): unknown {
  const plain = toValue(value);
  run.charge(plain);
  return isObject(plain) ? String(plain) : plain;
}

/** `contains`: an item of a list, or a part of a text. */
export function contains(whole: unknown, part: unknown, run: Run): boolean {
  const plain = toValue(whole);
  if (Array.isArray(plain)) return plain.some((item) => equals(item, part, run));
  if (typeof plain !== "string") return false;
  run.charge(plain);
  return plain.includes(String(primitive(part, run)));
}
