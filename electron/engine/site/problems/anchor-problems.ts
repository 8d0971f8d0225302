import type { Problem } from "#contract/errors.ts";
import type { ArticleFacts, PageLink } from "../articles/article.ts";
import { resolveAnchor } from "../articles/link-targets.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../model/site-entry.ts";
import { rootOf } from "../addresses/urls.ts";

/**
 * Finds links of a text to anchors that do not exist on their page. The result is not an input of any page,
 * so that an edit in one post leaves the pages that link to it current. Reads only texts that such links lead
 * to, and each again only when it changed.
 */
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
 * Whether the anchor exists. `#top` is the top of any page, and `#:~:text=` searches for words:
 * https://wicg.github.io/scroll-to-text-fragment/
 */
function isPlace(anchor: string, site: Site, entry: SiteEntry): boolean {
  if (anchor.toLowerCase() === "top" || anchor.startsWith(":~:")) return true;
  return placesIn(site, entry).has(anchor);
}

/** Returns the link without its anchor; unchanged if it consists of the anchor only. */
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
 * Yields ids, and the names of `<a>` that mark an anchor in older pages. Every `<` in the HTML begins a tag.
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
