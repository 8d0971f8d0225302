import type { ArticleFacts } from "../articles/article.ts";
import { rewriteHtml, withoutHighlighting, withoutPageAids } from "../articles/html-rewrite.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { absoluteUrl, fromRoot, hasScheme } from "../addresses/urls.ts";

const absolute = new WeakMap<ArticleFacts, { url: string; html: string }>();

/**
 * Returns an article's HTML for feed readers, with absolute URLs.
 * Omits ids, because the ids of several articles could clash in a feed reader.
 * Omits the elements that colour code, because feed readers lack the colours.
 * This saves a third of the code's bytes.
 */
export function absoluteHtml(site: Site, entry: SiteEntry): string {
  const article = site.articleOf(entry);
  const url = site.baseUrl + entry.url;
  const known = absolute.get(article);
  if (known?.url === url) return known.html;
  const text = withoutHighlighting(withoutPageAids(site.htmlOf(entry)));
  const html = rewriteHtml(text, { dropIds: true, url: (value) => resolve(value, url) });
  absolute.set(article, { url, html });
  return html;
}

/**
 * Returns an article's HTML for a page other than the article's own page.
 * The HTML contains no ids, and its URLs are relative to the page that shows the article.
 * `root` is the path from the page that shows the article to the root of the site.
 * Images load lazily, except the images of the first article on the page (`isFirst`).
 */
export function rebasedHtml(site: Site, entry: SiteEntry, root: string, isFirst: boolean): string {
  const own = site.baseUrl + entry.url;
  const url = (value: string): string => {
    const target = resolve(value, own);
    return target.startsWith(site.baseUrl) ? fromRoot(root, target.slice(site.baseUrl.length)) : target;
  };
  return rewriteHtml(withoutPageAids(site.htmlOf(entry)), { dropIds: true, url, isLazy: !isFirst });
}

function resolve(url: string, base: string): string {
  return hasScheme(url) ? url : absoluteUrl(url, base);
}
