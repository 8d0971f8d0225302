import type { ImportComment } from "../importer.ts";
import { plainTextOf } from "./plain-text.ts";

/** Makes a comment from the fields of an export. Converts `html`, the text of the comment, to plain text. */
export function importComment(
  written: Omit<ImportComment, "text" | "isPrivate"> & {
    readonly html: string;
    readonly isPrivate?: boolean;
  },
): ImportComment {
  const { author, date, url, html, isPrivate = false } = written;
  const lines = html
    .replace(/\r\n?/g, "\n")
    .replace(/<br\s*\/?>\n?|<\/(?:p|div|li|blockquote)>\n?/gi, "\n")
    .split("\n")
    .map((line) => plainTextOf(line).text);
  return {
    author: plainTextOf(author).text,
    date: date.trim(),
    url: /^https?:\/\/\S+$/i.test(url.trim()) ? url.trim() : "",
    text: lines
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim(),
    isPrivate,
  };
}
