import { type Document, isMap, isScalar, isSeq, type Node, type Pair, visit, type YAMLSeq } from "yaml";
import type { FileChanges, WrittenValue } from "./front-matter-spelling.ts";
import { insideFences } from "./front-matter.ts";
import { editsOfItems } from "./list-items.ts";
import { type TextEdit, withEditsAtOnce } from "#contract/text/text-edits.ts";
import { lineEndOf, removeLines } from "#engine/base/text/text-lines.ts";
import { aliasTargets, parseYaml } from "./yaml-document.ts";
import { type QuoteStyle, yamlDate, yamlScalar } from "./yaml-scalar.ts";

/** Applies changes to valid YAML front matter line by line, or with `rewriteYaml` if necessary. */
export function editYaml(frontMatter: string, changes: FileChanges): string {
  const { content, start } = insideFences(frontMatter);
  const lineEnd = lineEndOf(frontMatter);
  const document = parseYaml(content, { keepSourceTokens: true });
  const edits: TextEdit[] = [];
  let appended = "";
  for (const [key, value] of changes) {
    const entry = findEntry(document, content, key);
    if (entry === "unusual") return rewriteYaml(frontMatter, changes);
    if (entry && value === null) edits.push(removeLines(content, entry.lineAt, entry.end));
    else if (entry && value !== null) {
      edits.push(
        ...(itemEdits(content, entry, value) ?? [replacement(content, entry, { key, value }, lineEnd)]),
      );
    } else if (value !== null) appended += `${key}:${inlineValue(key, value)}${lineEnd}`;
  }
  const edited = withEditsAtOnce(content, edits) + appended;
  return frontMatter.slice(0, start) + edited + frontMatter.slice(start + content.length);
}

/** Applies changes by rewriting the front matter with the YAML library. The rewriting can lose comments. */
export function rewriteYaml(frontMatter: string, changes: FileChanges): string {
  const { content, start } = insideFences(frontMatter);
  const written = rewriteContent(content, changes, lineEndOf(frontMatter));
  return frontMatter.slice(0, start) + written + frontMatter.slice(start + content.length);
}

/** Applies changes to YAML without `---` lines, and rewrites the whole text. Null removes a key. */
export function rewriteContent(
  content: string,
  changes: Iterable<readonly [key: string, value: unknown]>,
  lineEnd: string,
): string {
  const document = parseYaml(content);
  const targets = aliasTargets(document);
  // Replaces each alias with a copy of the value that it refers to.
  // Without copies, changing a value would also change the aliases that refer to the value.
  visit(document, { Alias: (_key, alias) => withoutAnchor(targets.get(alias)) });
  for (const [key, value] of changes) {
    const path = key.split(".");
    if (value === null) document.deleteIn(path);
    else document.setIn(path, value);
  }
  return document.toString({ lineWidth: 0 }).replaceAll("\n", lineEnd);
}

function withoutAnchor(node: Node | undefined): Node | undefined {
  const copy = node?.clone() as (Node & { anchor?: string }) | undefined;
  delete copy?.anchor;
  return copy;
}

/** Offsets of a key and its value in front matter. */
export interface Entry {
  /** Offset of the start of the key's line. */
  readonly lineAt: number;
  readonly indent: string;
  readonly afterColon: number;
  readonly value: Node | null;
  /** Offset of the value's end, before the line end. */
  readonly end: number;
}

/** Finds a key. Returns null for a missing key, and `unusual` if a change must rewrite the whole block. */
export function findEntry(
  document: Document.Parsed,
  content: string,
  path: string,
): Entry | "unusual" | null {
  let found: Pair | undefined;
  let map: unknown = document.contents;
  if (map === null) return null;
  for (const key of path.split(".")) {
    if (!isMap(map) || map.flow) return "unusual";
    found = map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
    // A new key gets no indentation. If the other keys are indented, the whole block must be rewritten.
    if (!found) return content.slice(0, map.range?.[0]).endsWith(" ") ? "unusual" : null;
    map = found.value;
  }
  return found ? entryOf(found, content) : null;
}

function entryOf({ key, value, srcToken }: Pair, content: string): Entry | "unusual" {
  const colon =
    srcToken && "sep" in srcToken ? srcToken.sep?.find(({ type }) => type === "map-value-ind") : undefined;
  if (!isScalar(key) || !key.range || !colon) return "unusual";
  const lineAt = content.lastIndexOf("\n", key.range[0] - 1) + 1;
  const indent = content.slice(lineAt, key.range[0]);
  if (indent.trim() !== "") return "unusual";
  const node = (value ?? null) as Node | null;
  const afterColon = colon.offset + 1;
  return { lineAt, indent, afterColon, value: node, end: endOfValue(content, node, afterColon) };
}

function endOfValue(content: string, value: Node | null, afterColon: number): number {
  if (!value?.range || value.range[1] <= afterColon) return afterColon;
  const written = content.slice(afterColon, value.range[1]);
  // After a list, comment lines belong to the next key. In a block scalar, they are part of the text.
  const own = isScalar(value) ? written : written.replace(/(?:\r?\n[ \t]*(?:#[^\n]*)?)+$/, "");
  return afterColon + own.trimEnd().length;
}

/** Returns edits for the changed items of a list, or null if the whole list must be written again. */
function itemEdits(content: string, { value: before }: Entry, value: WrittenValue): TextEdit[] | null {
  if (!isSeq(before) || typeof value !== "object") return null;
  const items = before.items.flatMap((item) =>
    isScalar(item) && item.range
      ? [{ text: String(item.value), from: item.range[0], to: item.range[1], quotes: quotesOf(item) }]
      : [],
  );
  if (items.length < before.items.length) return null;
  const flow = before.flow === true;
  return editsOfItems(content, items, value, (text, { quotes }) =>
    yamlScalar(text, quotes ? { quotes, flow } : { flow }),
  );
}

function replacement(
  content: string,
  { afterColon, end, indent, value: before }: Entry,
  { key, value }: { readonly key: string; readonly value: WrittenValue },
  lineEnd: string,
): TextEdit {
  const gap = content.slice(afterColon, before?.range?.[0] ?? afterColon);
  const comment = /^[ \t]+#[^\r\n]*/.exec(gap)?.[0].trimEnd() ?? "";
  const isBlock = isSeq(before) && !before.flow && Array.isArray(value) && value.length > 0;
  const text = isBlock
    ? comment + blockList(content, before, value, { indent, lineEnd })
    : inlineValue(key, value, before) + comment;
  return { offset: afterColon, length: end - afterColon, text };
}

/** Returns a list with one item per line. Items of the old list keep their notation. */
function blockList(
  content: string,
  { items, range }: YAMLSeq,
  value: readonly string[],
  { indent, lineEnd }: { readonly indent: string; readonly lineEnd: string },
): string {
  const first = range?.[0] ?? 0;
  const dashIndent = content.slice(content.lastIndexOf("\n", first - 1) + 1, first);
  const prefix = dashIndent.trim() === "" ? dashIndent : `${indent}  `;
  const kept = new Map<unknown, string>();
  for (const item of items) {
    if (isScalar(item) && item.range)
      kept.set(item.value, content.slice(item.range[0], item.range[1]).trimEnd());
  }
  return value.map((text) => `${lineEnd}${prefix}- ${kept.get(text) ?? yamlScalar(text)}`).join("");
}

const dateKeys = new Set(["date", "updated", "shareUntil", "lastmod", "last_modified_at"]);

function inlineValue(key: string, value: WrittenValue, before?: Node | null): string {
  if (typeof value === "boolean" || typeof value === "number") return ` ${value}`;
  if (typeof value !== "string")
    return ` [${value.map((item) => yamlScalar(item, { flow: true })).join(", ")}]`;
  const quotes = quotesOf(before);
  const style = quotes ? { quotes } : {};
  return ` ${dateKeys.has(key) ? yamlDate(value, style) : yamlScalar(value, style)}`;
}

function quotesOf(node: Node | null | undefined): QuoteStyle | null {
  if (!isScalar(node)) return null;
  if (node.type === "QUOTE_SINGLE") return "single";
  return node.type === "QUOTE_DOUBLE" ? "double" : null;
}
