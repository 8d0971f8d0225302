import type { ErrorCode, MessageValues, Problem } from "#contract/errors.ts";
import { lineOfKey, type FrontMatterValue, type FrontMatterValues } from "./front-matter.ts";
import { findSpelling } from "./front-matter-spelling.ts";
import { type Visibility, visibilityOf } from "./visibility.ts";
import { parseMoment } from "../dates/moment.ts";
import type { Moment } from "../posts/post.ts";

/** Reads the properties of one post from its front matter. Reports malformed values in `problems`. */
export class FieldReader {
  readonly problems: Problem[] = [];
  /** Who may see the page, according to the keys of all supported generators. */
  readonly visibility: Visibility;
  readonly #path: string;
  readonly #frontMatter: string;
  readonly #values: FrontMatterValues;

  constructor(path: string, frontMatter: string, values: FrontMatterValues) {
    this.#path = path;
    this.#frontMatter = frontMatter;
    this.#values = values;
    this.visibility = visibilityOf(values);
  }

  /**
   * Returns the value of a property. The file can use any of the property's keys.
   * Returns null if the property or its value is missing.
   */
  value(property: string): FrontMatterValue {
    return findSpelling(this.#values, property)?.value ?? null;
  }

  /** Returns the key that the file uses for a property, such as `lastmod` for `updated`. */
  keyOf(property: string): string {
    return findSpelling(this.#values, property)?.key ?? property;
  }

  text(property: string): string | undefined {
    const value = this.value(property);
    if (value === null) return undefined;
    if (typeof value !== "object") return String(value);
    this.refuse(property, value);
    return undefined;
  }

  /** Reads a property as a list. A string is split at commas. */
  list(property: string): string[] | undefined {
    const value = this.value(property);
    if (value === null) return undefined;
    const items = itemsOf(value);
    if (!items) this.refuse(property, value);
    return items && [...new Set(items.map((item) => item.trim()).filter(Boolean))];
  }

  /** Parses the text of a property as a date. Reports the property if it is malformed. */
  moment(property: string, text: string | undefined, zone: string): Moment | null {
    if (text === undefined) return null;
    const moment = parseMoment(text, zone);
    if (moment) return moment;
    const key = this.keyOf(property);
    if (property !== "date") this.refuse(property, text);
    else this.report("date.unreadable", "warning", { key, date: text }, this.lineOf(key));
    return null;
  }

  /** Reports that the value of a property cannot be used. */
  refuse(property: string, value: FrontMatterValue): void {
    const key = this.keyOf(property);
    const problem = typeof value === "string" ? value : JSON.stringify(value);
    this.report("post.fieldInvalid", "warning", { key, problem }, this.lineOf(key));
  }

  /** Returns the 1-based line of a key. For a nested key, searches only for its last part. */
  lineOf(key: string): number {
    return lineOfKey(this.#frontMatter, key.slice(key.lastIndexOf(".") + 1));
  }

  report(code: ErrorCode, severity: Problem["severity"], values: MessageValues, line?: number): void {
    const position = line === undefined ? {} : { line };
    this.problems.push({
      code,
      severity,
      file: this.#path,
      ...position,
      values: { path: this.#path, ...values },
    });
  }
}

function itemsOf(value: FrontMatterValue): string[] | undefined {
  if (typeof value === "string") return value.split(/[,、，]/);
  if (!Array.isArray(value)) return undefined;
  const items: string[] = [];
  for (const item of value) {
    if (item === null) continue;
    if (typeof item === "object") return undefined;
    items.push(String(item));
  }
  return items;
}
