import type { PostProperties } from "#contract/types/blog-types.ts";
import type { FieldReader } from "../front-matter/field-reader.ts";
import type { FrontMatterValue } from "../front-matter/front-matter.ts";
import type { SeriesPart } from "./post.ts";

/** Reads the properties that the properties form edits. Omits properties without a value. */
export function readProperties(fields: FieldReader, series: SeriesPart | null): PostProperties {
  return present({
    title: fields.text("title"),
    date: fields.text("date"),
    updated: fields.text("updated"),
    status: statusOf(fields),
    permalink: permalinkOf(fields),
    aliases: fields.list("aliases"),
    section: fields.text("section"),
    tags: fields.list("tags"),
    category: categoryOf(fields),
    summary: fields.text("summary"),
    cover: fields.text("cover"),
    language: fields.text("language"),
    series: series?.name,
    pinned: isTrue(fields, "pinned"),
    unlisted: isTrue(fields, "unlisted") ?? (fields.visibility.isOutsideLists || undefined),
    noindex: isTrue(fields, "noindex"),
    shareKey: fields.text("shareKey"),
    shareUntil: fields.text("shareUntil"),
    order: orderOf(fields),
    parent: parentOf(fields),
    menu: fields.value("menu") === false ? false : undefined,
  });
}

/**
 * Returns true only for the value `true`.
 * Does not report other values, because other generators use the same keys differently.
 */
function isTrue(fields: FieldReader, property: string): true | undefined {
  return fields.value(property) === true || undefined;
}

/**
 * Reads the position of a page in the menu.
 * Ignores unusable values without a report, because other generators give the key another meaning.
 */
function orderOf(fields: FieldReader): number | undefined {
  const value = fields.value("order");
  const order = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return Number.isSafeInteger(order) ? Number(order) : undefined;
}

function parentOf(fields: FieldReader): string | undefined {
  const value = fields.value("parent");
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

type Read<T> = { [Key in keyof T]: T[Key] | undefined };

function present(properties: Read<PostProperties>): PostProperties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/**
 * Reads the status (Hugo: `draft`, Jekyll: `published`). Unknown values are reported and mean draft.
 * A post that another key keeps private is a draft, too.
 * Reports the key that keeps the post private, because the form shows only the status.
 */
function statusOf(fields: FieldReader): "draft" | "ready" | undefined {
  const status = writtenStatus(fields);
  const { privateBy } = fields.visibility;
  if (privateBy === null || status === "draft") return status;
  fields.report("post.keptPrivate", "warning", { key: privateBy }, fields.lineOf(privateBy));
  return "draft";
}

function writtenStatus(fields: FieldReader): "draft" | "ready" | undefined {
  const value = fields.value("status");
  if (value === null) return undefined;
  const key = fields.keyOf("status").toLowerCase();
  if (key === "status" && (value === "draft" || value === "ready")) return value;
  if (key !== "status" && typeof value === "boolean") return (key === "draft") === value ? "draft" : "ready";
  // Accepts a date, because Nunjucks and Astro templates use `published` for the date of a post.
  if (key === "published" && fields.visibility.from === value) return undefined;
  fields.refuse("status", value);
  return "draft";
}

/** Reads the address. Ignores Jekyll's patterns for addresses (`pretty`, `/:year/:title/`). */
function permalinkOf(fields: FieldReader): string | undefined {
  // `permalink: false` is not an address. In Eleventy, it means that the file has no page.
  const written = fields.value("permalink") === false ? undefined : fields.text("permalink");
  if (written === undefined || written === "") return undefined;
  return /^(?:pretty|date|ordinal|weekdate|none)$|(?:^|\/):[a-z_]+/.test(written) ? undefined : written;
}

/** Returns the first category. In Hexo, a nested list is a path of categories. Its first item is used. */
function categoryOf(fields: FieldReader): string | undefined {
  let value: FrontMatterValue = fields.value("category");
  while (Array.isArray(value)) value = value[0] ?? null;
  if (value === null) return undefined;
  if (typeof value !== "object") return String(value);
  fields.refuse("category", value);
  return undefined;
}
