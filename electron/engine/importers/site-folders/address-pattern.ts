import { wallText } from "#engine/blog/dates/moment.ts";
import type { Moment } from "#engine/blog/posts/post.ts";

/** The values that a pattern of addresses can contain. */
export interface AddressParts {
  readonly date: Moment | null;
  /** Values for the pattern by name, such as `title`, `slug` and `section`. */
  readonly words: Readonly<Record<string, string>>;
}

/**
 * Fills a pattern of Hugo, Jekyll or Hexo, such as `/:year/:month/:title/`.
 * Returns null if the page lacks a value that the pattern needs.
 */
export function filledPattern(pattern: string, { date, words }: AddressParts): string | null {
  let isComplete = true;
  const digits = date === null ? "" : wallText(date);
  const path = pattern.replace(/:([a-z_]+)/g, (whole, name: string) => {
    const value = words[name] ?? (digits === "" ? undefined : digitsFor[name]?.(digits));
    if (value === undefined) isComplete = false;
    return value ?? whole;
  });
  return isComplete ? `/${path}`.replace(/\/{2,}/g, "/") : null;
}

const digitsFor: Readonly<Record<string, (digits: string) => string>> = {
  year: (digits) => digits.slice(0, 4),
  short_year: (digits) => digits.slice(2, 4),
  month: (digits) => digits.slice(5, 7),
  i_month: (digits) => String(Number(digits.slice(5, 7))),
  day: (digits) => digits.slice(8, 10),
  i_day: (digits) => String(Number(digits.slice(8, 10))),
  hour: (digits) => digits.slice(11, 13),
  minute: (digits) => digits.slice(14, 16),
  minutes: (digits) => digits.slice(14, 16),
  second: (digits) => digits.slice(17, 19),
  seconds: (digits) => digits.slice(17, 19),
  y_day: (digits) => String(dayOfYear(digits)).padStart(3, "0"),
};

function dayOfYear(digits: string): number {
  const year = Number(digits.slice(0, 4));
  return Math.round((Date.parse(digits.slice(0, 10)) - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
}

/** Returns a text in the form for addresses: lower case, hyphens in place of spaces and punctuation. */
export function slugOf(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/['’"]/g, "")
    .replace(/[^\p{L}\p{M}\p{N}_.]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
}

/** Joins parts of a path without the empty parts. The result ends with a slash. */
export function folderPath(...parts: readonly string[]): string {
  const joined = parts.flatMap((part) => part.split("/")).filter((part) => part !== "");
  return joined.length === 0 ? "/" : `/${joined.join("/")}/`;
}

/** Whether a path matches a pattern in which `*` stands for a part of a name, and `**` for whole folders. */
export function matchesPattern(path: string, pattern: string): boolean {
  const source = pattern
    .replace(/[\\^$.+?()[\]{}|]/g, "\\$&")
    .replace(/\*{2,}\/?|\*/g, (stars) => (stars.startsWith("**") ? ".*" : "[^/]*"));
  return new RegExp(`^${source}$`).test(path);
}
