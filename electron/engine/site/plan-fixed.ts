import { toIso } from "#engine/blog/moment.ts";
import { renderRobots, renderSitemaps, type SitemapPage } from "#engine/feeds/sitemap.ts";
import { rebasedHtml } from "./article-html.ts";
import { contentKey } from "./content-key.ts";
import { listUrl, summaryScope } from "./entry-scope.ts";
import { generatedPageScope } from "./page-scope.ts";
import { places } from "./places.ts";
import { type PlanContext, type PlannedFile, prepareThemed, type ThemedPage } from "./planned-file.ts";
import type { Site } from "./site.ts";
import { changedTimeOf, type SiteEntry, timeOf } from "./site-entry.ts";
import { fullTitle } from "./site-texts.ts";
import { publicPath } from "./urls.ts";

/** Posts that the front page shows whole. */
const wholePosts = 3;

/** The pages that every site has once: front, 404, site map, robots. */
export function* planFixed(context: PlanContext): Generator<PlannedFile> {
  const { site } = context;
  yield {
    path: places.front,
    group: "list",
    name: "front page",
    prepare: () => prepareThemed(context, themedFront(site)),
  };
  yield {
    path: places.notFound,
    group: "list",
    name: "404 page",
    prepare: () => prepareThemed(context, themedNotFound(site)),
  };
  for (const [path, text] of renderSitemaps(sitemapPages(site), site.baseUrl)) yield textFile(path, text);
  yield textFile("robots.txt", renderRobots(site.baseUrl));
}

function textFile(path: string, text: string): PlannedFile {
  return { path, group: "feed", name: path, prepare: () => ({ key: contentKey(text), text: () => text }) };
}

function themedFront(site: Site): ThemedPage {
  const newest = site.model.posts.slice(-site.settings.front.posts).reverse();
  const posts = newest.map((entry, index) => ({
    ...summaryScope(site, entry, ""),
    content_html: index < wholePosts ? rebasedHtml(site, entry, "") : "",
  }));
  const description = site.settings.description;
  const title = fullTitle(site.settings);
  return {
    template: "front",
    page: generatedPageScope(site, { kind: "front", path: places.front, title, description }),
    own: { front: { posts, older: { url: listUrl("", places.archive) } } },
  };
}

function themedNotFound(site: Site): ThemedPage {
  const title = site.settings.language.startsWith("ja") ? "ページが見つかりません" : "Page not found";
  const page = generatedPageScope(site, { kind: "not-found", path: places.notFound, title });
  return { template: "not-found", page, own: {} };
}

function sitemapPages(site: Site): SitemapPage[] {
  const { posts, pages, years } = site.model;
  const generated = [
    places.front,
    `${places.contents}/index.html`,
    ...years.map(({ year }) => `${places.contents}/${year}.html`),
  ];
  return [
    ...generated.map((path) => ({ url: site.baseUrl + publicPath(path), changed: null })),
    ...[...posts, ...pages].map((entry) => ({ url: site.baseUrl + entry.url, changed: changeOf(entry) })),
  ];
}

function changeOf(entry: SiteEntry): string | null {
  const { updated } = entry.post;
  if (updated && changedTimeOf(entry) > timeOf(entry)) return toIso(updated);
  return entry.date ? toIso(entry.date) : null;
}
