import type { WrittenItem } from "./list-items.ts";

/** Offsets of a key and its value in a TOML text. */
export interface TomlEntry {
  readonly keyAt: number;
  readonly valueAt: number;
  /** Offset of the value's end, before a comment or the line end. */
  readonly end: number;
  /** Whether the key is inside an inline table: `build = { list = "never" }`. */
  readonly isInline: boolean;
}

/** A table, or one item of an array of tables. `to` is the end of its last value. */
interface TomlTable {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface TomlEntries {
  /** Maps full names of keys, such as `title` or `taxonomies.tags`, to their entries. */
  readonly entries: ReadonlyMap<string, TomlEntry>;
  /** Offset for a new top-level key, after the last top-level key and before the first table. */
  readonly insertAt: number;
  readonly tables: readonly TomlTable[];
}

const blank = /(?:[ \t\r\n]|#[^\n]*)*/y;
const header = /\[+([^\]\n]*)\]+[^\n]*/y;
const keyPart = /((?:[A-Za-z0-9_-]|"[^"\n]*"|'[^'\n]*'|[ \t]*\.[ \t]*)+)[ \t]*=[ \t]*/y;
/** Matches one token of a value: a string of any kind, a bracket, a comment, or other text. */
const valuePart =
  /"""[\s\S]*?"""+|'''[\s\S]*?'''+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|[[\]{}]|[^"'#[\]{}\n]+|\n/y;

/** Finds the keys of a valid TOML text. Keys in arrays of tables have the prefix `[]`. */
export function findTomlEntries(text: string): TomlEntries {
  const entries = new Map<string, TomlEntry>();
  const tables: TomlTable[] = [];
  let table = "";
  let insertAt = 0;
  let at = skip(blank, text, 0);
  while (at < text.length) {
    const heading = matchAt(header, text, at);
    const key = heading ? null : matchAt(keyPart, text, at);
    if (heading) {
      table = heading[0].startsWith("[[") ? "[]." : `${plainKey(heading[1] ?? "")}.`;
      tables.push({ name: plainKey(heading[1] ?? ""), from: at, to: at + heading[0].length });
      at += heading[0].length;
    } else if (key) {
      const valueAt = at + key[0].length;
      const end = endOfValue(text, valueAt);
      const name = table + plainKey(key[1] ?? "");
      entries.set(name, { keyAt: at, valueAt, end, isInline: false });
      for (const [inner, entry] of inlineEntries(text, valueAt, end)) entries.set(`${name}.${inner}`, entry);
      at = end;
      const own = tables.pop();
      if (own) tables.push({ ...own, to: end });
      if (table === "") insertAt = startOfNextLine(text, end);
    } else break;
    at = skip(blank, text, at);
  }
  return { entries, insertAt, tables };
}

/** Finds the keys of an inline table. Returns no entries for any other value. */
function inlineEntries(text: string, valueAt: number, end: number): [string, TomlEntry][] {
  const found: [string, TomlEntry][] = [];
  for (let at = text[valueAt] === "{" ? valueAt + 1 : end; at < end; ) {
    at = skip(blank, text, at);
    const key = matchAt(keyPart, text, at);
    if (!key) break;
    const inner = at + key[0].length;
    const innerEnd = endOfInlineValue(text, inner, end - 1);
    const trimmed = inner + text.slice(inner, innerEnd).trimEnd().length;
    found.push([plainKey(key[1] ?? ""), { keyAt: at, valueAt: inner, end: trimmed, isInline: true }]);
    at = innerEnd + 1;
  }
  return found;
}

/** Returns the offset of the comma after a value of an inline table, or `last` for the last value. */
function endOfInlineValue(text: string, start: number, last: number): number {
  let depth = 0;
  for (let at = start; at < last; ) {
    const part = matchAt(valuePart, text, at)?.[0] ?? "\n";
    const comma = /^["']/.test(part) || depth > 0 ? -1 : part.indexOf(",");
    if (comma >= 0) return at + comma;
    if (part === "[" || part === "{") depth++;
    if (part === "]" || part === "}") depth--;
    at += part.length;
  }
  return last;
}

/** An item of an array of strings. `isLiteral` is true for an item in single quotes. */
export interface TomlString extends WrittenItem {
  readonly isLiteral: boolean;
}

/** Returns the items of an array of one-line strings, or null if the value is anything else. */
export function stringsOfArray(text: string, valueAt: number, end: number): TomlString[] | null {
  if (text[valueAt] !== "[") return null;
  const items: TomlString[] = [];
  for (let at = valueAt + 1; at < end - 1; ) {
    const part = matchAt(valuePart, text, at)?.[0] ?? "\n";
    const string = stringIn(part);
    if (string) items.push({ ...string, from: at, to: at + part.length });
    else if (!/^(?:[\s,]*|#.*)$/.test(part)) return null;
    at += part.length;
  }
  return items;
}

function stringIn(part: string): Pick<TomlString, "text" | "isLiteral"> | null {
  if (/^(?:"""|'''|[^"'])/.test(part)) return null;
  if (part.startsWith("'")) return { text: part.slice(1, -1), isLiteral: true };
  try {
    return { text: String(JSON.parse(part)), isLiteral: false };
  } catch {
    // An error means that the string contains an escape that TOML has and JSON lacks.
    return null;
  }
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  let end = start;
  for (let at = start; at < text.length; ) {
    const part = matchAt(valuePart, text, at)?.[0] ?? "\n";
    if (depth === 0 && (part === "\n" || part.startsWith("#"))) break;
    if (part === "[" || part === "{") depth++;
    if (part === "]" || part === "}") depth--;
    at += part.length;
    if (part.trim() !== "") end = at - (part.length - part.trimEnd().length);
  }
  return end;
}

function plainKey(written: string): string {
  return written.replace(/["'\s]/g, "");
}

function startOfNextLine(text: string, at: number): number {
  const lineEnd = text.indexOf("\n", at);
  return lineEnd < 0 ? text.length : lineEnd + 1;
}

function skip(pattern: RegExp, text: string, at: number): number {
  return at + (matchAt(pattern, text, at)?.[0].length ?? 0);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Returns a text as a TOML string. TOML accepts all JSON escapes, but requires an escape for DEL, too. */
export function tomlString(text: string): string {
  return JSON.stringify(text).replaceAll("\u007F", "\\u007F");
}
