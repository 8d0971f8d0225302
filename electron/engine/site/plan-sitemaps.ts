import { toIso } from "#engine/blog/moment.ts";
import { renderSitemaps, type SitemapPage, sitemapNames } from "#engine/feeds/sitemap.ts";
import type { PlannedFile } from "./planned-file.ts";
import type { Site } from "./site.ts";
import { changedTimeOf, type SiteEntry, timeOf } from "./site-entry.ts";
import { publicPath } from "./urls.ts";

/**
 * The site map: every page that search engines may show under its own address. That is each post and page, and of the
 * generator's own files, which are given, those that are indexed.
 */
export function* planSitemaps(site: Site, generated: readonly PlannedFile[]): Generator<PlannedFile> {
  const { model, baseUrl } = site;
  const paths = generated.filter(({ isIndexed }) => isIndexed).map(({ path }) => path);
  const entries = [...model.posts, ...model.pages];
  let texts: ReadonlyMap<string, string> | undefined;
  const inputs = () => [baseUrl, ...paths, ...entries.map(changeKey)];
  const names = sitemapNames(paths.length + entries.length);
  for (const path of names) {
    const text = (): string => {
      const all = texts ?? renderSitemaps(sitemapPages(baseUrl, paths, entries), baseUrl);
      texts = path === names.at(-1) ? undefined : all;
      return all.get(path) ?? "";
    };
    yield { path, group: "feed", name: path, inputs, text };
  }
}

/** Everything that the site map says of an entry. */
function changeKey({ url, date, post: { updated } }: SiteEntry): string {
  return `${url} ${date?.time} ${date?.offsetMinutes} ${updated?.time} ${updated?.offsetMinutes}`;
}

function sitemapPages(
  baseUrl: string,
  paths: readonly string[],
  entries: readonly SiteEntry[],
): SitemapPage[] {
  return [
    ...paths.map((path) => ({ url: baseUrl + publicPath(path), changed: null })),
    ...entries.map((entry) => ({ url: baseUrl + entry.url, changed: changeOf(entry) })),
  ];
}

function changeOf(entry: SiteEntry): string | null {
  const { updated } = entry.post;
  if (updated && changedTimeOf(entry) > timeOf(entry)) return toIso(updated);
  return entry.date ? toIso(entry.date) : null;
}
