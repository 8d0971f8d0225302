import type { FrontMatterValue } from "./front-matter.ts";

/** Matches characters that this parser could misread: tabs, control characters, unusual line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to find control characters
const unusual = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/;
/** Matches a key and its value. The line must not have trailing spaces. */
const keyLine = /^([A-Za-z_][A-Za-z0-9_-]*):(?: +([\s\S]*))?$/;
const itemLine = /^ *- +([^ ][\s\S]*)$/;
const nothing = /^(?:~|null|Null|NULL)$/;
const booleans = new Map([
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);

/** Parses simple YAML very fast. Returns null for other YAML. Nearly all front matter is simple. */
export function readSimpleYaml(content: string): Record<string, FrontMatterValue> | null {
  const text = content.replaceAll("\r\n", "\n");
  if (unusual.test(text)) return null;
  const values: Record<string, FrontMatterValue> = {};
  const lines = text.split("\n").map((line) => withoutSpacesBehind(line) || line);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line === "") continue;
    const match = keyLine.exec(line);
    const key = match?.[1];
    if (key === undefined || key in values) return null;
    const written = match?.[2] ?? "";
    const items = written === "" ? itemsAfter(lines, index) : [];
    if (items === null) return null;
    const value =
      items.length > 0 ? items : written.startsWith("[") ? flowList(written) : simpleScalar(written);
    if (value === undefined) return null;
    values[key] = value;
    index += items.length;
  }
  return values;
}

/** Reads the `- item` lines after a key without a value. Returns null if an item is not simple. */
function itemsAfter(lines: readonly string[], keyIndex: number): FrontMatterValue[] | null {
  const items: FrontMatterValue[] = [];
  let indent: number | undefined;
  for (let index = keyIndex + 1; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const item = itemLine.exec(line)?.[1];
    if (item === undefined) break;
    indent ??= line.indexOf("-");
    const value = simpleScalar(item);
    if (value === undefined || line.indexOf("-") !== indent) return null;
    items.push(value);
  }
  return items;
}

function flowList(written: string): FrontMatterValue[] | undefined {
  if (!written.endsWith("]")) return undefined;
  const inside = written.slice(1, -1).trim();
  if (inside === "") return [];
  // Leaves lists with quotes or brackets to the YAML parser, because their items may contain commas.
  if (/["'[\]{}:]/.test(inside)) return undefined;
  const items: FrontMatterValue[] = [];
  for (const part of inside.split(",")) {
    const value = simpleScalar(withoutSpacesBehind(part.replace(/^ +/, "")));
    if (value === undefined || value === null) return undefined;
    items.push(value);
  }
  return items;
}

/** Removes trailing spaces. A regular expression is slower, because it tries to match at each space. */
function withoutSpacesBehind(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0x20) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** Parses a value on one line. Returns undefined for a value that is not simple. */
function simpleScalar(written: string): FrontMatterValue | undefined {
  if (written === "" || nothing.test(written)) return null;
  const quoted = /^"([^"\\]*)"$/.exec(written) ?? /^'([^']*)'$/.exec(written);
  if (quoted) return quoted[1] ?? "";
  // The first regular expression matches characters that have a meaning at the start of a YAML value.
  // The second one matches what has a meaning elsewhere: `: ` and ` #` anywhere, and a colon at the end.
  if (/^[-?:,[\]{}#&*!|>'"%@`]/.test(written) || /: | #|:$/.test(written)) return undefined;
  return booleans.get(written) ?? written;
}
