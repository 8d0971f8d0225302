import { insideFences, type ItemFields } from "./front-matter.ts";
import { lineEndOf } from "#engine/base/text-lines.ts";
import { findTomlEntries, tomlString } from "./toml-entries.ts";

/** Appends an item to a list in valid TOML front matter, inside brackets or as a table (`[[key]]`). */
export function addTomlItem(frontMatter: string, key: string, fields: ItemFields): string {
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
