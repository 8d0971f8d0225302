import type { FileChanges, WrittenValue } from "./front-matter-spelling.ts";
import { insideFences } from "./front-matter.ts";
import { editsOfItems } from "./list-items.ts";
import { type TextEdit, withEditsAtOnce } from "#contract/text/text-edits.ts";
import { lineEndOf, removeLines } from "#engine/base/text/text-lines.ts";
import {
  findTomlEntries,
  stringsOfArray,
  type TomlEntries,
  type TomlEntry,
  tomlString,
} from "./toml-entries.ts";

/**
 * Applies changes to valid TOML front matter (with its `+++` lines). Inserts new keys before the first table.
 */
export function editToml(frontMatter: string, changes: FileChanges): string {
  const { content, start } = insideFences(frontMatter);
  const found = findTomlEntries(content);
  const { entries, insertAt } = found;
  const lineEnd = lineEndOf(frontMatter);
  const edits: TextEdit[] = [];
  let added = "";
  for (const [key, value] of changes) {
    const entry = entries.get(key);
    // Does not remove a single key of an inline table, because the commas around the key would stay.
    if (entry?.isInline && value === null) continue;
    if (entry && value === null) edits.push(removeLines(content, entry.keyAt, entry.end));
    else if (entry && value !== null) {
      edits.push(...(itemEdits(content, entry, value) ?? [replacement(content, entry, value)]));
    } else if (value === null) edits.push(...withoutTable(content, found, key));
    else added += `${key} = ${tomlValue(value, isDate(value))}${lineEnd}`;
  }
  if (added) edits.push({ offset: insertAt, length: 0, text: added });
  return (
    frontMatter.slice(0, start) + withEditsAtOnce(content, edits) + frontMatter.slice(start + content.length)
  );
}

/** Returns the edits that remove a key written as a table (`[series]`) or with dots (`series.name`). */
function withoutTable(content: string, { entries, tables }: TomlEntries, key: string): TextEdit[] {
  const isPart = (name: string): boolean => name === key || name.startsWith(`${key}.`);
  const gone = tables.filter(({ name }) => isPart(name));
  const loose = [...entries].filter(
    ([name, { keyAt }]) => isPart(name) && !gone.some(({ from, to }) => from < keyAt && keyAt < to),
  );
  return [
    ...gone.map(({ from, to }) => removeLines(content, from, to)),
    ...loose.map(([, { keyAt, end }]) => removeLines(content, keyAt, end)),
  ];
}

/** Returns edits for the changed items of a list, or null if the whole list must be written again. */
function itemEdits(content: string, { valueAt, end }: TomlEntry, value: WrittenValue): TextEdit[] | null {
  const items = typeof value === "object" ? stringsOfArray(content, valueAt, end) : null;
  if (!items || typeof value !== "object") return null;
  return editsOfItems(content, items, value, (text, { isLiteral }) => inQuotes(text, isLiteral));
}

function replacement(content: string, { valueAt, end }: TomlEntry, value: WrittenValue): TextEdit {
  const before = content.slice(valueAt, end);
  if (before.startsWith("'") && typeof value === "string") {
    return { offset: valueAt, length: end - valueAt, text: inQuotes(value, true) };
  }
  const text = tomlValue(value, isDate(value) && /^\d/.test(before));
  return { offset: valueAt, length: end - valueAt, text };
}

/** Whether a text without quotes would be a date in TOML. */
function isDate(value: WrittenValue): boolean {
  return (
    typeof value === "string" &&
    /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[-+]\d{2}:\d{2})?)?$/.test(value)
  );
}

function tomlValue(value: WrittenValue, plain: boolean): string {
  if (typeof value === "boolean" || typeof value === "number" || plain) return String(value);
  return typeof value === "string" ? tomlString(value) : `[${value.map(tomlString).join(", ")}]`;
}

/** Returns a text as a TOML string. With `isLiteral`, uses single quotes if they can contain the text. */
function inQuotes(text: string, isLiteral: boolean): string {
  return isLiteral && !/['\p{Cc}]/u.test(text) ? `'${text}'` : tomlString(text);
}
