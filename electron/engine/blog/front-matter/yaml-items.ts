import { isSeq, type YAMLSeq } from "yaml";
import { type Entry, findEntry } from "./edit-yaml.ts";
import { insideFences, type ItemFields } from "./front-matter.ts";
import { type TextEdit, withEditsAtOnce } from "#contract/text/text-edits.ts";
import { lineEndOf } from "#engine/base/text/text-lines.ts";
import { parseYaml } from "./yaml-document.ts";
import { yamlDate, yamlScalar } from "./yaml-scalar.ts";

/** Appends an item to a list in valid YAML front matter. Uses `rewriteWithYamlItem` if necessary. */
export function addYamlItem(frontMatter: string, key: string, fields: ItemFields): string {
  const { content, start } = insideFences(frontMatter);
  const lineEnd = lineEndOf(frontMatter);
  const document = parseYaml(content, { keepSourceTokens: true });
  const entry = findEntry(document, content, key);
  if (entry === "unusual") return rewriteWithYamlItem(frontMatter, key, fields);
  const edited = entry
    ? withItem(content, entry, inBraces(fields), lineEnd)
    : `${content}${key}:${lineEnd}  - ${inBraces(fields)}${lineEnd}`;
  if (edited === null) return rewriteWithYamlItem(frontMatter, key, fields);
  return frontMatter.slice(0, start) + edited + frontMatter.slice(start + content.length);
}

/** Appends an item by rewriting the whole front matter, for example if the value is an alias or a text. */
export function rewriteWithYamlItem(frontMatter: string, key: string, fields: ItemFields): string {
  const { content, start } = insideFences(frontMatter);
  const document = parseYaml(content);
  const value: unknown = document.toJS({ maxAliasCount: 100 })?.[key] ?? [];
  document.set(key, [...(Array.isArray(value) ? value : [value]), fields]);
  const written = document.toString({ lineWidth: 0 }).replaceAll("\n", lineEndOf(frontMatter));
  return frontMatter.slice(0, start) + written + frontMatter.slice(start + content.length);
}

/** Returns the text with the item inserted, or null if the value is not a list. */
function withItem(content: string, entry: Entry, item: string, lineEnd: string): string | null {
  const { value, end, afterColon, indent } = entry;
  if (end === afterColon) return inserted(content, end, `${lineEnd}${indent}  - ${item}`);
  if (!isSeq(value) || !value.range) return null;
  if (value.flow) return inserted(content, ...intoBrackets(value, value.range[1] - 1, item));
  const first = value.range[0];
  const dashIndent = content.slice(content.lastIndexOf("\n", first - 1) + 1, first);
  return dashIndent.trim() === "" ? inserted(content, end, `${lineEnd}${dashIndent}- ${item}`) : null;
}

function intoBrackets({ items }: YAMLSeq, closing: number, item: string): [at: number, text: string] {
  const last = items.at(-1);
  const range = typeof last === "object" && last !== null && "range" in last ? last.range : undefined;
  const behind = Array.isArray(range) ? Number(range[1]) : undefined;
  return behind === undefined ? [closing, item] : [behind, `, ${item}`];
}

function inserted(content: string, at: number, text: string): string {
  const edit: TextEdit = { offset: at, length: 0, text };
  return withEditsAtOnce(content, [edit]);
}

/** Returns the fields of an item in braces: `{ date: 2022-05-06, note: 追記 }`. */
function inBraces(fields: ItemFields): string {
  const entries = Object.entries(fields).map(([key, text]) => {
    const style = { flow: true };
    return `${key}: ${key === "date" ? yamlDate(text, style) : yamlScalar(text, style)}`;
  });
  return `{ ${entries.join(", ")} }`;
}
