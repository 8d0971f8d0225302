import { minimalEdit } from "#contract/text/text-edits.ts";
import type { FoundWords } from "#contract/types/blog-types.ts";

/** Number of characters in an excerpt, enough for the author to recognise the text. */
const excerptLength = 160;

/** Returns the title in raw front matter, or "" if there is none. Does not call the engine. */
export function titleOf(frontMatter: string): string {
  const line = /^title\s*[:=]\s*(.*)$/m.exec(frontMatter)?.[1]?.trim() ?? "";
  return line.replace(/^(["'])(.*)\1$/, "$2");
}

/** Returns the end of a text, which is usually the newest part. */
export function excerptOf(body: string): string {
  return endOf(body.trim(), excerptLength);
}

/** Limit in characters for each shown piece: the removed text, and the text before and after a change. */
const aroundLength = 40;

/** The difference between a file and a recovered text, and the unchanged text around the difference. */
export interface FoundChange {
  readonly before: string;
  readonly removed: string;
  readonly added: string;
  readonly after: string;
}

/** Returns how a recovered text differs from its file. Returns null if both are equal or no file exists. */
export function changeOf({ frontMatter, body, current }: FoundWords): FoundChange | null {
  if (!current) return null;
  return changeBetween(current.body, body) ?? changeBetween(current.frontMatter, frontMatter);
}

/** Returns the difference between a saved text and a found text, or null if they are equal. */
export function changeBetween(saved: string, found: string): FoundChange | null {
  const [old, text] = [saved.replaceAll("\r\n", "\n"), found.replaceAll("\r\n", "\n")];
  const edit = minimalEdit(old, text);
  if (!edit) return null;
  const { offset, length, text: added } = edit;
  return {
    before: endOf(text.slice(0, offset), aroundLength).trimStart(),
    removed: startOf(old.slice(offset, offset + length), aroundLength),
    added: endOf(added, excerptLength),
    after: startOf(text.slice(offset + added.length), aroundLength).trimEnd(),
  };
}

function startOf(text: string, maxLength: number): string {
  const characters = [...text];
  return characters.length > maxLength ? `${characters.slice(0, maxLength).join("")}…` : text;
}

function endOf(text: string, maxLength: number): string {
  const characters = [...text];
  return characters.length > maxLength ? `…${characters.slice(-maxLength).join("")}` : text;
}
