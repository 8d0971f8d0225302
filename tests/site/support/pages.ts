import { attributeOf, elementsNamed, type Parent, parsePage, textIn } from "./html.ts";
import { pathsEnding, readText } from "./sites.ts";
import type { BuiltSite } from "./built-sites.ts";

export interface SitePage {
  readonly path: string;
  /**
   * The first class of the page's body.
   * The values are `post`, `page`, `front`, `contents`, `list`, `search`, `not-found`, `redirect`, `parts`.
   */
  readonly kind: string;
  readonly dom: Parent;
}

const read = new Map<string, readonly SitePage[]>();

/** Returns every page of a site; each is parsed once. */
export function pagesOf(site: BuiltSite): readonly SitePage[] {
  const known = read.get(site.name);
  if (known) return known;
  const pages = pathsEnding(site, ".html").map((path) => {
    const dom = parsePage(readText(site, path));
    const [body] = elementsNamed(dom, "body");
    const [kind = ""] = (body && attributeOf(body, "class"))?.split(" ") ?? [];
    return { path, kind, dom };
  });
  read.set(site.name, pages);
  return pages;
}

/** Returns the values of `<meta>` by name or property, in order. */
export function metaOf({ dom }: SitePage, name: string): string[] {
  return elementsNamed(dom, "meta")
    .filter((meta) => attributeOf(meta, "name") === name || attributeOf(meta, "property") === name)
    .map((meta) => attributeOf(meta, "content") ?? "");
}

export interface PageLink {
  readonly href: string;
  readonly type: string | undefined;
  readonly title: string | undefined;
}

/** Returns the `<link>` elements with this relation. */
export function linksOf({ dom }: SitePage, rel: string): PageLink[] {
  return elementsNamed(dom, "link")
    .filter((link) => attributeOf(link, "rel") === rel)
    .map((link) => ({
      href: attributeOf(link, "href") ?? "",
      type: attributeOf(link, "type"),
      title: attributeOf(link, "title"),
    }));
}

/** Returns the parsed JSON-LD for search engines. Returns undefined if there is none. */
export function structuredData({ dom }: SitePage): unknown {
  const script = elementsNamed(dom, "script").find(
    (element) => attributeOf(element, "type") === "application/ld+json",
  );
  return script && JSON.parse(textIn(script));
}
