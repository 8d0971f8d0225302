import type { Problem } from "#contract/errors.ts";
import type { ArticleFacts, PageLink } from "../articles/article.ts";
import { resolveAnchor } from "../articles/link-targets.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { rootOf } from "../addresses/urls.ts";

/** Finds the links of a text whose anchors are missing on the linked pages. */
export function findAnchorProblems(
  site: Site,
  { address, post: { path } }: SiteEntry,
  links: readonly PageLink[],
): Problem[] {
  const problems: Problem[] = [];
  for (const { href, line } of links) {
    const target = resolveAnchor(href, { path, address, root: rootOf(address) }, site);
    if (!target || isPlace(target.anchor, site, target.entry)) continue;
    const values = { path, target: withoutAnchor(href), anchor: target.anchor };
    problems.push({ code: "link.noAnchor", severity: "warning", file: path, line, values });
  }
  return problems;
}

/**
 * Whether a page has an anchor. Every page has `#top` and accepts text fragments (`#:~:text=`).
 * See https://wicg.github.io/scroll-to-text-fragment/
 */
function isPlace(anchor: string, site: Site, entry: SiteEntry): boolean {
  if (anchor.toLowerCase() === "top" || anchor.startsWith(":~:")) return true;
  return placesIn(site, entry).has(anchor);
}

function withoutAnchor(href: string): string {
  const path = href.slice(0, href.indexOf("#"));
  return path === "" ? href : path;
}

const known = new WeakMap<ArticleFacts, ReadonlySet<string>>();

function placesIn(site: Site, entry: SiteEntry): ReadonlySet<string> {
  const facts = site.articleOf(entry);
  const places = known.get(facts) ?? new Set(placeNames(site.htmlOf(entry)));
  known.set(facts, places);
  return places;
}

const id = /\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;
const idOrName = /\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;

/**
 * Yields the anchors in an article's HTML: the ids, and the names of `<a>` elements.
 * Works only for Hitofude's HTML, in which every `<` begins a tag.
 */
function* placeNames(html: string): Generator<string> {
  for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi)) {
    const pattern = /^<a\s/i.test(tag) ? idOrName : id;
    for (const match of tag.matchAll(pattern)) {
      yield decodeReferences(match[1] ?? match[2] ?? match[3] ?? "");
    }
  }
}

function decodeReferences(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
