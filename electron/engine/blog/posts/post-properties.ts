import type { PostProperties } from "#contract/types/blog-types.ts";
import type { FieldReader } from "../front-matter/field-reader.ts";
import type { FrontMatterValue } from "../front-matter/front-matter.ts";
import type { SeriesPart } from "./post.ts";

/** The properties that the form edits, as the file has them, with the name of the post's series; keys without a value are absent. */
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
    series: series?.name,
    pinned: isTrue(fields, "pinned"),
    unlisted: isTrue(fields, "unlisted"),
    noindex: isTrue(fields, "noindex"),
  });
}

/** Other generators use the same keys for other things: only a plain `true` counts, and nothing else is found wrong. */
function isTrue(fields: FieldReader, property: string): true | undefined {
  return fields.value(property) === true || undefined;
}

type Read<T> = { [Key in keyof T]: T[Key] | undefined };

function present(properties: Read<PostProperties>): PostProperties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** `status: ready`, Hugo's `draft: false`, Jekyll's `published: true`. What is none of these is safest as a draft. */
function statusOf(fields: FieldReader): "draft" | "ready" | undefined {
  const value = fields.value("status");
  if (value === null) return undefined;
  const key = fields.keyOf("status");
  if (key === "status" && (value === "draft" || value === "ready")) return value;
  if (key !== "status" && typeof value === "boolean") return (key === "draft") === value ? "draft" : "ready";
  fields.refuse("status", value);
  return "draft";
}

/** Jekyll's names and placeholders (`pretty`, `/:year/:title/`) are rules for addresses, not an address. */
function permalinkOf(fields: FieldReader): string | undefined {
  const written = fields.text("permalink");
  if (written === undefined || written === "") return undefined;
  return /^(?:pretty|date|ordinal|weekdate|none)$|(?:^|\/):[a-z_]+/.test(written) ? undefined : written;
}

/** The first of several; Hexo writes a path through its tree of categories as a list in the list. */
function categoryOf(fields: FieldReader): string | undefined {
  let value: FrontMatterValue = fields.value("category");
  while (Array.isArray(value)) value = value[0] ?? null;
  if (value === null) return undefined;
  if (typeof value !== "object") return String(value);
  fields.refuse("category", value);
  return undefined;
}
