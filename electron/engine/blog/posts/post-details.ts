import { type RelationKind, relationKinds } from "#contract/types/relation-kinds.ts";
import { isRecord } from "#contract/objects.ts";
import type { FieldReader } from "../front-matter/field-reader.ts";
import type { FrontMatterValue } from "../front-matter/front-matter.ts";
import type { Post, Relation, SeriesPart } from "./post.ts";

type Details = Pick<
  Post,
  "furtherCategories" | "guid" | "source" | "aliases" | "language" | "slug" | "relations" | "revisions"
>;

/** Reads the properties that the properties form does not edit. */
export function readDetails(fields: FieldReader): Details {
  const slug = fields.text("slug");
  const further = furtherCategories(fields);
  return {
    ...(further.length === 0 ? {} : { furtherCategories: further }),
    guid: fields.text("guid") ?? null,
    source: sourceOf(fields),
    aliases: fields.list("aliases") ?? [],
    language: fields.text("language") ?? null,
    ...(slug === undefined ? {} : { slug }),
    relations: eachItem(fields, "relations", relationOf),
    revisions: eachItem(fields, "revisions", revisionOf),
  };
}

/** Reads the categories after the first one. In Hexo, a nested list holds a category and its ancestors. */
function furtherCategories(fields: FieldReader): string[] {
  const value = fields.value("category");
  if (!Array.isArray(value)) return [];
  const names = value.flat(2).flatMap((item) => textOf(item)?.trim() || []);
  return [...new Set(names.slice(1))].filter((name) => name !== names[0]);
}

/** Reads the original source of a post: `source: さくらのブログ` with `source_url`, or a map of `name` and `url`. */
function sourceOf(fields: FieldReader): Post["source"] {
  const value = fields.value("source");
  if (value === null) return null;
  const name = textOf(typeof value === "object" ? textIn(value, "name") : value);
  const url = textIn(value, "url") ?? fields.text("source_url");
  if (name !== undefined) return url === undefined ? { name } : { name, url };
  fields.refuse("source", value);
  return null;
}

/** Reads the series of a post: a name, a map of `name` and `number`, or the first item of a list (Hugo). */
export function readSeries(fields: FieldReader): SeriesPart | null {
  const value = fields.value("series");
  const first: FrontMatterValue = Array.isArray(value) ? (value[0] ?? null) : value;
  if (first === null) return null;
  const name = textOf(typeof first === "object" ? textIn(first, "name") : first)?.trim();
  const written = textIn(first, "number");
  const number = written === undefined ? undefined : Number(written.normalize("NFKC"));
  if (name && number === undefined) return { name };
  if (name && Number.isSafeInteger(number) && number !== undefined && number >= 1) return { name, number };
  fields.refuse("series", value);
  return name ? { name } : null;
}

function eachItem<T>(fields: FieldReader, key: string, read: (item: FrontMatterValue) => T | null): T[] {
  const value = fields.value(key);
  if (value === null) return [];
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item: FrontMatterValue) => {
    const result = read(item);
    if (result === null) fields.refuse(key, item);
    return result === null ? [] : [result];
  });
}

function isRelationKind(kind: string | undefined): kind is RelationKind {
  return relationKinds.some((known) => known === kind);
}

function relationOf(item: FrontMatterValue): Relation | null {
  const kind = textIn(item, "kind");
  const to = textIn(item, "to");
  const label = textIn(item, "label");
  if (!isRelationKind(kind) || to === undefined) return null;
  return label === undefined ? { kind, to } : { kind, to, label };
}

function revisionOf(item: FrontMatterValue): Post["revisions"][number] | null {
  const date = textIn(item, "date");
  return date === undefined ? null : { date, note: textIn(item, "note") ?? "" };
}

function textIn(value: FrontMatterValue, key: string): string | undefined {
  if (!isRecord(value)) return undefined;
  const entry = Object.entries(value).find(([name]) => name === key);
  return textOf(entry?.[1]);
}

function textOf(value: FrontMatterValue | undefined): string | undefined {
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}
