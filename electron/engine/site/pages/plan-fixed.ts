import { collisionKey } from "#contract/text/collision-key.ts";
import { leadOf } from "#engine/markdown/render/excerpt.ts";
import { renderRobots } from "#engine/site/feeds/sitemap.ts";
import { rebasedHtml } from "./article-html.ts";
import { calendarOf, monthKey } from "../template-data/calendar-scope.ts";
import { listUrl, summaryScope } from "../template-data/entry-scope.ts";
import { hasManifest, renderManifest } from "../template-data/blog-pictures.ts";
import { pageWords } from "../template-data/page-words.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { archiveFolder, places } from "../addresses/places.ts";
import {
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
} from "../template-data/planned-file.ts";
import type { Site } from "../model/site.ts";
import type { MonthGroup } from "../model/site-groups.ts";
import { isPinned, type SiteEntry, withPinned } from "../entries/site-entry.ts";
import { hasOwnStyles, ownStyles } from "../template-data/own-styles.ts";
import { fullTitle } from "../template-data/site-texts.ts";
import { rootOf } from "../addresses/urls.ts";

/** For each value of the setting `front.texts`, the number of posts that the front page shows in full. */
const wholePosts = { auto: 3, full: Number.POSITIVE_INFINITY, excerpt: 0 };

/** Plans the files that a site has at most once: front page, 404 page, the author's own style sheet, robots.txt. */
export function* planFixed(context: PlanContext): Generator<PlannedFile> {
  const { site } = context;
  yield {
    path: places.front,
    group: "list",
    name: "front page",
    isIndexed: true,
    texts: frontEntries(site),
    inputs: () => [
      context.themedKey("front", rootOf(places.front)),
      site.settings.author,
      site.settings.front.texts,
      archiveFolder(site.model.sections),
      monthKey(site, newestMonth(site)),
      ...frontEntries(site).flatMap((entry, index) => [
        site.summaryOf(entry),
        String(isPinned(entry)),
        index < wholePosts[site.settings.front.texts] ? site.articleOf(entry).key : "",
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
  if (site.model.shared.length > 0 && !site.model.byAddress.has(collisionKey(places.sharedDraftsIndex))) {
    yield {
      path: places.sharedDraftsIndex,
      group: "list",
      name: "folder of shared drafts",
      inputs: () => [context.themedKey("not-found", new URL(site.baseUrl).pathname)],
      text: () => renderThemed(context, themedNotFound(site), places.sharedDraftsIndex),
    };
  }
  if (hasOwnStyles(site)) {
    const path = places.ownStyles;
    const text = ownStyles(site);
    yield { path, group: "asset", name: path, inputs: () => [text], text: () => text };
  }
  if (hasManifest(site.media)) {
    const manifest = renderManifest(site);
    yield {
      path: places.manifest,
      group: "asset",
      name: places.manifest,
      inputs: () => [manifest],
      text: () => manifest,
    };
  }
  const robots = renderRobots(site.baseUrl, site.settings.robots);
  yield { path: "robots.txt", group: "feed", name: "robots.txt", inputs: () => [robots], text: () => robots };
}

function frontEntries({ model, settings }: Site): readonly SiteEntry[] {
  return withPinned(model.pinned, model.posts.slice(-settings.front.posts).reverse());
}

function newestMonth({ model }: Site): MonthGroup | undefined {
  return model.years[0]?.months[0];
}

function themedFront(site: Site): ThemedPage {
  const { texts } = site.settings.front;
  const posts = frontEntries(site).map((entry, index) => {
    const html = index < wholePosts[texts] ? rebasedHtml(site, entry, "", index === 0) : "";
    const lead = leadOf(html);
    return { ...summaryScope(site, entry, ""), content_html: lead ?? html, has_more: lead !== null };
  });
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
    own: {
      front: {
        posts,
        texts,
        older: { url: listUrl("", archiveFolder(site.model.sections)) },
        calendar: calendarOf(site, newestMonth(site), ""),
      },
    },
  };
}

function themedNotFound(site: Site): ThemedPage {
  const title = pageWords(site.settings.language).notFound;
  const page = generatedPageScope(site, { kind: "not-found", path: places.notFound, title });
  return { template: "not-found", page, own: {} };
}
