import { importComment } from "../conversion/comment-text.ts";
import type { ImportComment } from "../importer.ts";

/**
 * Reads a `COMMENT` or `PING` section: first the lines with keys, and then the words of the comment.
 * Accepts every key in capital letters, because services add keys to the format.
 */
export function readComment(section: string): ImportComment {
  const lines = section.split("\n");
  const meta = new Map<string, string>();
  let at = 0;
  for (; at < lines.length; at += 1) {
    const [, key, value = ""] = /^([A-Z][A-Z ]+): ?(.*)$/.exec(lines[at] ?? "") ?? [];
    if (key === undefined) break;
    meta.set(key, value.trim());
  }
  const value = (key: string): string => meta.get(key) ?? "";
  return importComment({
    author: value("AUTHOR") || value("BLOG NAME") || value("TITLE"),
    date: value("DATE"),
    // The field can be an HTML link. The URL of the website is then in the attribute `href`.
    url: /href=["']?([^"'\s>]+)/i.exec(value("URL"))?.[1] ?? value("URL"),
    html: lines.slice(at).join("\n"),
    isPrivate: value("SECRET") === "1" || value("PASS") !== "",
  });
}
