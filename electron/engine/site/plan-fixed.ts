import { toIso } from "#engine/blog/moment.ts";
import { renderRobots, renderSitemaps, type SitemapPage, sitemapNames } from "#engine/feeds/sitemap.ts";
import { rebasedHtml } from "./article-html.ts";
import { listUrl, summaryScope } from "./entry-scope.ts";
import { generatedPageScope } from "./page-scope.ts";
import { contentsPage, listPage, places } from "./places.ts";
import { type PlanContext, type PlannedFile, renderThemed, type ThemedPage } from "./planned-file.ts";
import type { Site } from "./site.ts";
import { changedTimeOf, type SiteEntry, timeOf } from "./site-entry.ts";
import { fullTitle } from "./site-texts.ts";
import { publicPath, rootOf } from "./urls.ts";

/** Posts that the front page shows whole. */
const wholePosts = 3;

/** The pages that every site has once: front, 404, site map, robots. */
export function* planFixed(context: PlanContext): Generator<PlannedFile> {
  const { site } = context;
  yield {
    path: places.front,
    group: "list",
    name: "front page",
    texts: frontEntries(site),
    inputs: () => [
      context.themedKey("front", rootOf(places.front)),
      ...frontEntries(site).flatMap((entry, index) => [
        site.summaryOf(entry),
        index < wholePosts ? site.articleOf(entry).key : "",
      ]),
    ],
    text: () => renderThemed(context, themedFront(site), places.front),
  };
  yield {
    path: places.notFound,
    group: "list",
    name: "404 page",
    inputs: () => [context.themedKey("not-found", new URL(site.baseUrl).pathname)],
    text: () => renderThemed(context, themedNotFound(site), places.notFound),
  };
  yield* planSitemaps(site);
  const robots = renderRobots(site.baseUrl);
  yield { path: "robots.txt", group: "feed", name: "robots.txt", inputs: () => [robots], text: () => robots };
}

function* planSitemaps(site: Site): Generator<PlannedFile> {
  const { model, baseUrl } = site;
  let texts: ReadonlyMap<string, string> | undefined;
  const inputs = () => [
    baseUrl,
    ...model.years.map(({ year }) => year),
    ...[...model.posts, ...model.pages].map(changeKey),
  ];
  for (const path of sitemapNames(generatedPages(site).length + model.posts.length + model.pages.length)) {
    const text = (): string => {
      texts ??= renderSitemaps(sitemapPages(site), baseUrl);
      return texts.get(path) ?? "";
    };
    yield { path, group: "feed", name: path, inputs, text };
  }
}

/** Everything that the site map says of an entry. */
function changeKey({ url, date, post: { updated } }: SiteEntry): string {
  return `${url} ${date?.time} ${date?.offsetMinutes} ${updated?.time} ${updated?.offsetMinutes}`;
}

/** Newest first. */
function frontEntries({ model, settings }: Site): SiteEntry[] {
  return model.posts.slice(-settings.front.posts).reverse();
}

function themedFront(site: Site): ThemedPage {
  const posts = frontEntries(site).map((entry, index) => ({
    ...summaryScope(site, entry, ""),
    content_html: index < wholePosts ? rebasedHtml(site, entry, "", index === 0) : "",
  }));
  const description = site.settings.description;
  const title = fullTitle(site.settings);
  return {
    template: "front",
    page: generatedPageScope(site, {
      kind: "front",
      path: places.front,
      title,
      description,
      hasOpml: true,
    }),
    own: { front: { posts, older: { url: listUrl("", places.archive) } } },
  };
}

function themedNotFound(site: Site): ThemedPage {
  const title = site.settings.language.startsWith("ja") ? "ページが見つかりません" : "Page not found";
  const page = generatedPageScope(site, { kind: "not-found", path: places.notFound, title });
  return { template: "not-found", page, own: {} };
}

/** Contents by month and lists stay out: all that they say stands on other pages too. */
function generatedPages({ model }: Site): string[] {
  const years = model.years.map(({ year }) => contentsPage(year));
  return [places.front, listPage(places.contents, null), ...years];
}

function sitemapPages(site: Site): SitemapPage[] {
  const { posts, pages } = site.model;
  return [
    ...generatedPages(site).map((path) => ({ url: site.baseUrl + publicPath(path), changed: null })),
    ...[...posts, ...pages].map((entry) => ({ url: site.baseUrl + entry.url, changed: changeOf(entry) })),
  ];
}

function changeOf(entry: SiteEntry): string | null {
  const { updated } = entry.post;
  if (updated && changedTimeOf(entry) > timeOf(entry)) return toIso(updated);
  return entry.date ? toIso(entry.date) : null;
}
