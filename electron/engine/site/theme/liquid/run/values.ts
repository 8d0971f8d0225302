import { isObject } from "#contract/objects.ts";
import { Drop } from "liquidjs";
import { blank, empty, nil } from "./drops.ts";
import type { Work } from "./work.ts";

/** Returns the plain value of `nil`, `empty`, `blank` or a loop object. Returns other values unchanged. */
export function toValue(value: unknown): unknown {
  return typeof value === "object" && value instanceof Drop ? value.valueOf() : value;
}

/** Whether a value counts as true. All values except `false`, null and undefined count as true. */
export function isTruthy(value: unknown): boolean {
  const plain = toValue(value);
  return plain !== false && plain !== undefined && plain !== null;
}

/** Converts a value to text. Null and undefined become "", and the items of lists are joined. */
export function stringify(value: unknown, work: Work): string {
  if (typeof value === "string") return value;
  const plain = toValue(value);
  if (plain === undefined || plain === null) return "";
  if (!Array.isArray(plain)) return String(plain);
  work.charge(plain);
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

/** Returns the items over which a loop runs: items of a list, pairs of an object, or a single text. */
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

/**
 * Compares like Liquid's `==`: lists item by item, `empty` and `blank` by special rules, others by `===`.
 */
export function equals(left: unknown, right: unknown, work: Work): boolean {
  work.step(1);
  if (isSpecial(left)) return specialEquals(left, right);
  if (isSpecial(right)) return specialEquals(right, left);
  const a = toValue(left);
  const b = toValue(right);
  if (!Array.isArray(a)) return a === b;
  return Array.isArray(b) && a.length === b.length && a.every((item, index) => equals(item, b[index], work));
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

/** Whether a value equals `blank`: null, undefined, false, or a text of only white space. */
function isBlank(value: unknown, plain: unknown): boolean {
  if (value === false || plain === undefined || plain === null) return true;
  return typeof value === "string" && value.trim() === "";
}

/** Compares like `<` in JavaScript. False if one value is `nil`, `empty` or `blank`. */
export function isLess(left: unknown, right: unknown, work: Work): boolean {
  if (isSpecial(left) || isSpecial(right)) return false;
  const [a, b] = [primitive(left, work), primitive(right, work)];
  if (typeof a === "string" && typeof b === "string") return a < b;
  return Number(a) < Number(b);
}

/** Compares like `<=` in JavaScript. If one value becomes NaN, both `<=` and `>` are false. */
export function isAtMost(left: unknown, right: unknown, work: Work): boolean {
  if (isSpecial(left) || isSpecial(right)) return false;
  const [a, b] = [primitive(left, work), primitive(right, work)];
  if (typeof a === "string" && typeof b === "string") return a <= b;
  return Number(a) <= Number(b);
}

/** Converts a value to a primitive, as JavaScript does before it compares or adds values. */
export function primitive(value: unknown, work: Work): unknown {
  const plain = toValue(value);
  work.charge(plain);
  return isObject(plain) ? String(plain) : plain;
}

export function contains(whole: unknown, part: unknown, work: Work): boolean {
  const plain = toValue(whole);
  if (Array.isArray(plain)) return plain.some((item) => equals(item, part, work));
  if (typeof plain !== "string") return false;
  work.charge(plain);
  return plain.includes(String(primitive(part, work)));
}
