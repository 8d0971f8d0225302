import type { FoundWords } from "#contract/types/blog-types.ts";
import { minimalEdit } from "#contract/text/minimal-edit.ts";

/** Enough to recognise a text by. */
const excerptLength = 160;

/** The title that raw front matter names, without asking the engine; "" when there is none. */
export function titleOf(frontMatter: string): string {
  const line = /^title\s*[:=]\s*(.*)$/m.exec(frontMatter)?.[1]?.trim() ?? "";
  return line.replace(/^(["'])(.*)\1$/, "$2");
}

/** The end of a text, where the last words were; a surrogate pair is never cut. */
export function excerptOf(body: string): string {
  return endOf(body.trim(), excerptLength);
}

/** Enough to know a place again. */
const aroundLength = 40;

/** What found words have in place of their file's, and a little of what stands around that. */
export interface FoundChange {
  readonly before: string;
  readonly removed: string;
  readonly added: string;
  readonly after: string;
}

/** Of the text, or of the front matter where that is all that differs; null for words without a file. */
export function changeOf({ frontMatter, body, current }: FoundWords): FoundChange | null {
  if (!current) return null;
  return changeBetween(current.body, body) ?? changeBetween(current.frontMatter, frontMatter);
}

function changeBetween(saved: string, found: string): FoundChange | null {
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

function startOf(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : text;
}

function endOf(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `…${characters.slice(-most).join("")}` : text;
}
