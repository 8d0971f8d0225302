import { isObject } from "#contract/objects.ts";
import { Drop } from "liquidjs";
import { NamedValues } from "./drops.ts";

/** Whether a value is an object whose prototype is `Object.prototype`, such as an object literal. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}

/** Reads a field of a value by a name or an index, like LiquidJS with `ownPropertyOnly`. */
export function readProperty(value: unknown, key: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (Array.isArray(value) && typeof key === "number") return readItem(value, key);
  if (value instanceof Drop) return readDrop(value, key);
  if (typeof key === "string") return readField(value, key);
  return readOwn(value, typeof key === "number" ? key : String(key));
}

/** Reads a field of a value by its name. In Liquid, `size`, `first` and `last` have a special meaning. */
export function readField(value: unknown, name: string): unknown {
  if (value === undefined || value === null) return value;
  if (value instanceof Drop) return readDrop(value, name);
  switch (name) {
    case "size":
      return readSize(value);
    case "first":
      return Array.isArray(value) ? readItem(value, 0) : readOwn(value, name);
    case "last":
      return Array.isArray(value) ? readItem(value, -1) : readOwn(value, name);
    default:
      return readOwn(value, name);
  }
}

/** Reads a field faster than `readField`. The name must not be `size`, `first` or `last`. */
export function readPlain(value: unknown, name: string): unknown {
  if (value === undefined || value === null) return value;
  return value instanceof Drop ? readDrop(value, name) : readOwn(value, name);
}

/** Reads a field of a plain object. The name must not exist in `Object.prototype`. */
export function readData(value: Readonly<Record<string, unknown>>, name: string): unknown {
  const data = value[name];
  if (typeof data === "function") throw new Error(`"${name}" is no data`);
  return data;
}

function readOwn(value: unknown, key: string | number): unknown {
  if (isObject(value)) {
    if (!Object.hasOwn(value, key)) return undefined;
    const own = value[key];
    if (typeof own === "function") throw new Error(`"${key}" is no data`);
    return own;
  }
  if (typeof value !== "string") return undefined;
  return key === "length" ? value.length : isIndex(key) ? value[Number(key)] : undefined;
}

function isIndex(key: string | number): boolean {
  return typeof key === "number" || String(Number(key)) === key;
}

function readItem(items: readonly unknown[], index: number): unknown {
  const place = index < 0 ? items.length + index : index;
  return Object.hasOwn(items, place) ? items[place] : undefined;
}

function readSize(value: unknown): unknown {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  if (!isObject(value)) return undefined;
  return Object.hasOwn(value, "size") ? value.size : Object.keys(value).length;
}

/**
 * Reads a field of an object that offers only certain values to templates.
 * Never calls methods of the object, unlike LiquidJS, which calls even inherited methods.
 */
function readDrop(drop: Drop, key: unknown): unknown {
  const value = drop instanceof NamedValues ? drop.read(key) : undefined;
  if (value === undefined && typeof key === "string" && key in drop) {
    throw new Error(`"${key}" is no data`);
  }
  return value;
}
