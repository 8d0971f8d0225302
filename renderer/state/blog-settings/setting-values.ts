import { isRecord } from "#contract/objects.ts";
/** The values of `blog.yaml`, or a part of them. */
export type Values = Readonly<Record<string, unknown>>;

/** The path of a value, made of map keys and list indexes. */
export type SettingPath = readonly (string | number)[];

/** Whether two values are equal, ignoring the order of keys in maps. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && isSame(a[key], b[key]));
}

/** Whether the values of two `blog.yaml` files are equal. The order of keys matters only for sections. */
export function isSameFile(a: Values | null, b: Values | null): boolean {
  const order = (values: Values | null): string =>
    isRecord(values?.sections) ? Object.keys(values.sections).join("\n") : "";
  return isSame(a, b) && order(a) === order(b);
}

/** Returns the value at a path, or undefined if no value exists there. */
export function valueAt(values: unknown, path: SettingPath): unknown {
  let value = values;
  for (const segment of path) {
    if (Array.isArray(value)) value = value[Number(segment)];
    else if (isRecord(value)) value = Object.hasOwn(value, segment) ? value[segment] : undefined;
    else return undefined;
  }
  return value;
}

/** Returns the values with one value changed. Undefined removes the key and any map that becomes empty. */
export function withValue(values: Values, path: SettingPath, value: unknown): Values {
  const [key, ...rest] = path;
  if (key === undefined) return values;
  const next = rest.length === 0 ? value : partWith(values[key], rest, value);
  if (next !== undefined) return { ...values, [key]: next };
  const { [key]: _, ...others } = values;
  return others;
}

function partWith(part: unknown, path: SettingPath, value: unknown): unknown {
  if (Array.isArray(part)) {
    const [index, ...rest] = path;
    return part.map((item: unknown, at) => {
      if (at !== Number(index)) return item;
      if (rest.length === 0) return value;
      // An empty item stays in its list, so that the other items keep their indexes.
      return partWith(item, rest, value) ?? {};
    });
  }
  const changed = withValue(isRecord(part) ? part : {}, path, value);
  return value === undefined && Object.keys(changed).length === 0 ? undefined : changed;
}

/** Returns a list with one item moved by a number of positions. */
export function moved<Item>(items: readonly Item[], from: number, by: number): Item[] {
  const list = [...items];
  const [item] = list.splice(from, 1);
  if (item !== undefined) list.splice(Math.max(0, from + by), 0, item);
  return list;
}

/** Returns `theirs` with the changes from `base` to `mine`. In a conflict, `mine` wins. */
export function merged(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (isSame(base, mine)) return theirs;
  if (!isRecord(mine) || !isRecord(theirs)) return mine;
  const before = isRecord(base) ? base : {};
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const entries = [...keys].map((key) => [key, merged(before[key], mine[key], theirs[key])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
