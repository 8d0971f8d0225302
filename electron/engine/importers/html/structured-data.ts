import { isObject } from "#contract/objects.ts";
import { attributeOf, type Element, elementsIn, hasClass, textOf } from "#engine/markdown/html/html-tree.ts";
import type { parseDocument } from "#engine/markdown/html/html-tree.ts";

import { insideOf, isEntry, postTypes } from "./page-parts.ts";

type Root = ReturnType<typeof parseDocument>;

/** Machine-readable facts of a page about its post: JSON-LD, h-entry, microdata, Open Graph, `meta`. */
export interface StructuredData {
  /** Whether the page states that it is one post. */
  readonly isPost: boolean;
  /** Link in the heading of the page's only post, or "". On a list, the link leads to the post's own page. */
  readonly headingLink: string;
  readonly title: string;
  /** Dates in the page's notation, or "". */
  readonly published: string;
  readonly updated: string;
  readonly tags: readonly string[];
  readonly category: string;
  readonly author: string;
  readonly description: string;
  /** The page's own addresses, as the page states them. The canonical address comes first. */
  readonly addresses: readonly string[];
  readonly isNoindex: boolean;
}

/** Reads all facts that a page states about itself. */
export function structuredData(root: Root): StructuredData {
  const elements = [...elementsIn(root)];
  const meta = metaOf(elements);
  const ld = linkedPost(elements);
  const entry = onlyEntry(elements);
  const micro = entry ? [...elementsIn(entry)] : [];
  const part = (className: string, property: string): Element | undefined =>
    micro.find((one) => hasClass(one, className) || hasProperty(one, property));
  const value = (element: Element | undefined): string =>
    element === undefined
      ? ""
      : (attributeOf(element, "datetime") || attributeOf(element, "content") || textOf(element)).trim();
  const all = (name: string): string[] => meta.get(name) ?? [];
  const one = (...names: string[]): string => names.flatMap(all)[0] ?? "";
  const linkTo = (rel: string): string[] =>
    elements
      .filter((element) => element.tagName === "link" && relations(element).includes(rel))
      .map((element) => attributeOf(element, "href"));
  const published = one("article:published_time");
  const tagLinks = elements
    .filter((one) => one.tagName === "a" && relations(one).includes("tag"))
    .map(textOf);
  const classes = micro.filter((one) => hasClass(one, "p-category")).map(textOf);
  return {
    headingLink: headingLinkIn(micro),
    isPost: ld !== null || entry !== undefined || published !== "" || one("og:type") === "article",
    title: ld?.title || value(part("p-name", "headline")),
    published: ld?.published || published || value(part("dt-published", "datePublished")),
    updated: ld?.updated || one("article:modified_time") || value(part("dt-updated", "dateModified")),
    tags: unique([...(ld?.tags ?? []), ...all("article:tag"), ...classes, ...tagLinks]),
    category: ld?.section || one("article:section"),
    author: ld?.author || one("author", "article:author") || value(part("p-author", "author")),
    description: one("description", "og:description"),
    addresses: [...linkTo("canonical"), ...all("og:url"), ...(ld?.address ? [ld.address] : [])],
    isNoindex: /\bnoindex\b/i.test(one("robots")),
  };
}

/** Returns the target of the link in the heading of a post, or "". `elements` are the post's elements. */
function headingLinkIn(elements: readonly Element[]): string {
  const heading = elements.find((one) => hasClass(one, "entry-title") || hasClass(one, "p-name"));
  if (!heading) return "";
  const inner = [...elementsIn(heading)];
  const link = [heading, ...inner].find((one) => one.tagName === "a" && attributeOf(one, "href") !== "");
  return link ? attributeOf(link, "href") : "";
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.replace(/\s+/g, " ").trim()))].filter(
    (value) => value !== "",
  );
}

function relations(element: Element): string[] {
  return attributeOf(element, "rel").toLowerCase().split(/\s+/);
}

function hasProperty(element: Element, name: string): boolean {
  return attributeOf(element, "itemprop").split(/\s+/).includes(name);
}

/** Maps the `property` or `name` of `meta` elements to their contents. */
function metaOf(elements: readonly Element[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const element of elements) {
    if (element.tagName !== "meta") continue;
    const name = (attributeOf(element, "property") || attributeOf(element, "name")).toLowerCase();
    const content = attributeOf(element, "content").trim();
    if (name !== "" && content !== "") values.set(name, [...(values.get(name) ?? []), content]);
  }
  return values;
}

/** Returns the element of the post if the page has exactly one post. Otherwise returns undefined. */
function onlyEntry(elements: readonly Element[]): Element | undefined {
  // Ignores elements inside a post's element, because they can describe the same post in another format.
  const inside = insideOf(elements, isEntry);
  const entries = elements.filter((one) => isEntry(one) && !inside.has(one));
  return entries.length === 1 ? entries[0] : undefined;
}

interface LinkedPost {
  readonly title: string;
  readonly published: string;
  readonly updated: string;
  readonly tags: readonly string[];
  readonly section: string;
  readonly author: string;
  readonly address: string;
}

/**
 * Returns the only post that a page describes in JSON-LD. Returns null if there are none or several.
 */
function linkedPost(elements: readonly Element[]): LinkedPost | null {
  const posts: Record<string, unknown>[] = [];
  for (const element of elements) {
    if (element.tagName !== "script" || attributeOf(element, "type") !== "application/ld+json") continue;
    try {
      posts.push(...postsIn(JSON.parse(textOf(element))));
    } catch {
      // Ignores invalid JSON, because templates often write it and the page also states the facts elsewhere.
    }
  }
  const [post] = posts;
  if (!post || posts.length > 1) return null;
  const text = (key: string): string => textIn(post[key]);
  return {
    title: text("headline") || text("name"),
    published: text("datePublished"),
    updated: text("dateModified"),
    tags: [post.keywords]
      .flat()
      .flatMap((words) => (typeof words === "string" ? words.split(/\s*[,、]\s*/) : [])),
    section: textIn([post.articleSection].flat()[0]),
    author: textIn(fieldOf([post.author].flat()[0], "name")),
    address: text("url") || textIn(fieldOf(post.mainEntityOfPage, "@id")) || text("mainEntityOfPage"),
  };
}

function postsIn(data: unknown): Record<string, unknown>[] {
  const top = [data].flat().flatMap((one) => [one, fieldOf(one, "@graph")].flat());
  return top.filter((one): one is Record<string, unknown> =>
    [fieldOf(one, "@type")].flat().some((type) => typeof type === "string" && postTypes.test(type)),
  );
}

function fieldOf(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

function textIn(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
