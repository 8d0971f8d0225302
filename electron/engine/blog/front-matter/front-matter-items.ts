import { reasonValues } from "./syntax-reasons.ts";
import {
  type ItemFields,
  splitFrontMatter,
  type FrontMatterValue,
  type FrontMatterValues,
  insideFences,
} from "./front-matter.ts";
import type { FrontMatterItem } from "#contract/types/blog-types.ts";
import { AppError } from "#contract/errors.ts";
import { isRecord } from "#contract/objects.ts";
import { readFrontMatter } from "./front-matter-values.ts";
import { addYamlItem, rewriteWithYamlItem } from "./yaml-items.ts";
import { lineEndOf } from "#engine/base/text/text-lines.ts";
import { findTomlEntries, tomlString } from "./toml-entries.ts";

/**
 * Appends an item to a list in front matter (with its `---` lines), unless the list contains the item.
 * Throws `post.frontMatterSyntax` if the front matter cannot be parsed or extended.
 */
export function addFrontMatterItem(frontMatter: string, item: FrontMatterItem, path = ""): string {
  const { list, ...fields } = item;
  const reading = readFrontMatter(frontMatter);
  if ("error" in reading)
    throw new AppError("post.frontMatterSyntax", { path, ...reasonValues(reading.error) });
  const before = itemsIn(reading.values, list);
  if (before.some((known) => isItem(known, fields))) return frontMatter;
  for (const edit of editors(frontMatter)) {
    const edited = edit(list, fields);
    if (isSound(edited, reading.values, list, fields)) return edited;
  }
  throw new AppError("post.frontMatterSyntax", { path, reason: `${list}: …` });
}

type Edit = (key: string, fields: ItemFields) => string;

/**
 * Returns the functions that can edit the front matter. The function that changes the least comes first.
 */
function editors(frontMatter: string): Edit[] {
  const { format } = splitFrontMatter(frontMatter);
  if (format === "toml") return [(key, fields) => addTomlItem(frontMatter, key, fields)];
  const block = format === "none" ? "---\n---\n" : frontMatter;
  return [
    (key, fields) => addYamlItem(block, key, fields),
    (key, fields) => rewriteWithYamlItem(block, key, fields),
  ];
}

/** Whether an edit appended the item and changed nothing else. */
function isSound(edited: string, before: FrontMatterValues, list: string, fields: ItemFields): boolean {
  const reading = readFrontMatter(edited);
  if ("error" in reading) return false;
  const others = (values: FrontMatterValues): string =>
    JSON.stringify(Object.entries(values).filter(([key]) => key !== list));
  const [known, now] = [itemsIn(before, list), itemsIn(reading.values, list)];
  const last = now.at(-1);
  return (
    others(reading.values) === others(before) &&
    JSON.stringify(now.slice(0, -1)) === JSON.stringify(known) &&
    last !== undefined &&
    isItem(last, fields)
  );
}

/** Returns the items of a list. A value that is not a list becomes the only item. */
function itemsIn(values: FrontMatterValues, list: string): readonly FrontMatterValue[] {
  const value = Object.hasOwn(values, list) ? values[list] : null;
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isItem(value: FrontMatterValue, fields: ItemFields): boolean {
  if (!isRecord(value)) return false;
  const entries = new Map<string, FrontMatterValue>(Object.entries(value));
  return Object.entries(fields).every(([key, text]) => entries.get(key) === text);
}

/** Appends an item to a list in valid TOML front matter, inside brackets or as a table (`[[key]]`). */
function addTomlItem(frontMatter: string, key: string, fields: ItemFields): string {
  const { content, start } = insideFences(frontMatter);
  const lineEnd = lineEndOf(frontMatter);
  const entry = findTomlEntries(content).entries.get(key);
  const edited = entry
    ? intoBrackets(content, entry.end - 1, fields)
    : `${content}${content === "" ? "" : lineEnd}[[${key}]]${lineEnd}${lines(fields, lineEnd)}`;
  return frontMatter.slice(0, start) + edited + frontMatter.slice(start + content.length);
}

function intoBrackets(content: string, closing: number, fields: ItemFields): string {
  const before = content.slice(0, closing).trimEnd();
  const comma = /[[,]$/.test(before) ? " " : ", ";
  return `${before}${comma}{ ${pairs(fields).join(", ")} }${content.slice(before.length)}`;
}

function lines(fields: ItemFields, lineEnd: string): string {
  return pairs(fields)
    .map((pair) => pair + lineEnd)
    .join("");
}

function pairs(fields: ItemFields): string[] {
  return Object.entries(fields).map(([key, text]) => `${key} = ${tomlString(text)}`);
}
