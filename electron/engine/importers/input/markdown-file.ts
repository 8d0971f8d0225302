import { readJsonFrontMatter } from "#engine/blog/front-matter/json-front-matter.ts";
import { readFrontMatter } from "#engine/blog/front-matter/front-matter-values.ts";
import { type FrontMatterValues, splitFrontMatter } from "#engine/blog/front-matter/front-matter.ts";
import { decodeByGuess, decodeUtf8Strict } from "#engine/base/text/text-encoding.ts";
import { type ImportFile, wholeFile } from "./import-file.ts";
import type { Damage } from "./survey.ts";

/** Maximum size in bytes of a text file that is read. */
const largestText = 256 * 2 ** 20;

export interface MarkdownFile {
  readonly values: FrontMatterValues;
  readonly body: string;
  /** 1-based line of the file at which the body begins. */
  readonly firstLine: number;
  /** Position of the damage in the front matter. */
  readonly damage?: Damage;
}

export function isMarkdown(name: string): boolean {
  return /\.(?:md|markdown|mdown)$/i.test(name);
}

/** Returns the text of a file in any encoding, with LF as line ends; "" if the file is too large. */
export async function textOfFile(file: ImportFile): Promise<string> {
  const bytes = await wholeFile(file, largestText);
  if (bytes === null) return "";
  return (decodeUtf8Strict(bytes) ?? decodeByGuess(bytes)).replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

/** Reads a Markdown file with front matter. If the front matter is damaged, the result has no values. */
export async function markdownFile(file: ImportFile): Promise<MarkdownFile> {
  const text = await textOfFile(file);
  const json = readJsonFrontMatter(text);
  if (json) return { ...json, firstLine: text.slice(0, -json.body.length || undefined).split("\n").length };
  const { frontMatter, body, bodyLine } = splitFrontMatter(text);
  const firstLine = bodyLine + 1;
  const reading = readFrontMatter(frontMatter);
  if ("error" in reading)
    return { values: {}, body, firstLine, damage: { line: reading.line, reason: reading.error } };
  return { values: reading.values, body, firstLine };
}

/**
 * Returns a value of front matter as text, or "" for lists, maps and missing values.
 * Ignores the case of the key.
 */
export function valueIn(values: FrontMatterValues, key: string): string {
  const value = values[keyIn(values, key)] ?? "";
  return typeof value === "string" || typeof value === "boolean" ? String(value) : "";
}

/** Returns a list from front matter, such as tags. A text is split at its commas. */
export function wordsIn(values: FrontMatterValues, key: string): string[] {
  const value = values[keyIn(values, key)] ?? null;
  if (typeof value === "string") return value.split(/,\s*/).filter((word) => word !== "");
  return Array.isArray(value) ? value.filter((word) => typeof word === "string") : [];
}

function keyIn(values: FrontMatterValues, key: string): string {
  return Object.keys(values).find((name) => name.toLowerCase() === key.toLowerCase()) ?? "";
}
