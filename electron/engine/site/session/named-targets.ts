import { namedTargets, type SitePlace, sitePlaces } from "#contract/settings/menu.ts";
import { termKey } from "#contract/text/collision-key.ts";
import { decoded } from "#contract/text/percent-encoding.ts";
import { archiveFolder, categoryFolder, places, tagFolder } from "../addresses/places.ts";
import { latestPage } from "../model/latest-page.ts";
import { fromRoot, publicPath } from "../addresses/urls.ts";
import type { Site } from "../model/site.ts";
import { feedFormats, siteFeedNames } from "../template-data/feed-formats.ts";
import { hasSearch } from "../template-data/search-scope.ts";
import { hasCalendar } from "../template-data/calendar-scope.ts";
import { pageWords } from "../template-data/page-words.ts";
import { hasTermIndex } from "../template-data/term-index.ts";
import { wordFinder } from "../theme/theme-filters.ts";
import { hasFeedback } from "../template-data/visitors.ts";
import type { ResolvedLink } from "../articles/link-targets.ts";

type NamingSite = Pick<Site, "model" | "settings" | "theme" | "oldFiles">;

/** A page of the site. `path` is the path of the page's file. */
interface NamedPage {
  readonly title: string;
  readonly path: string;
}

const pattern = new RegExp(`^(${namedTargets.join("|")}):(?!//)`);

/**
 * Resolves a link of `blog.yaml` to a section, a tag, a category or another list, such as `tag:rain`.
 * Returns null for links of any other form, such as web addresses.
 * If the site lacks the page, returns a link to the front page. This link is marked as dead.
 */
export function resolveNamed(href: string, root: string, site: NamingSite): ResolvedLink | null {
  const [start, kind = ""] = pattern.exec(href) ?? [];
  if (start === undefined) return null;
  const page = pageNamed(kind, decoded(href.slice(start.length)).trim(), site);
  if (!page) return { url: fromRoot(root, publicPath(places.front)), dead: true };
  return { url: fromRoot(root, publicPath(page.path)), dead: false, title: page.title };
}

function pageNamed(kind: string, name: string, site: NamingSite): NamedPage | undefined {
  const { sections, tagsByKey, categoriesByKey } = site.model;
  if (kind === "section") {
    const section = sections.find((candidate) => candidate.name === name);
    return section && { title: section.title, path: indexOf(section.folder) };
  }
  if (kind === "tag") {
    const tag = tagsByKey.get(termKey(name));
    return tag && { title: tag.name, path: indexOf(tagFolder(tag.slug)) };
  }
  if (kind === "category") {
    const category = categoriesByKey.get(termKey(name));
    return category && { title: category.name, path: indexOf(categoryFolder(category.slug)) };
  }
  const place = sitePlaces.find((candidate) => candidate === name);
  const path = place && pathOf(place, site);
  if (place === undefined || path === undefined) return undefined;
  return { title: titleOf(place, site), path };
}

/** Returns the path of a page that the site makes by itself; undefined if the site lacks this page. */
function pathOf(place: SitePlace, site: NamingSite): string | undefined {
  const { model } = site;
  switch (place) {
    case "home":
      return places.front;
    case "latest": {
      const name = model.posts.at(-1)?.post.section;
      const section = model.sections.find((candidate) => candidate.name === name);
      return (section && latestPage(site, section)) ?? undefined;
    }
    case "contents":
      return indexOf(places.contents);
    case "archive":
      return indexOf(archiveFolder(model.sections));
    case "calendar":
      return hasCalendar(site) ? indexOf(places.calendar) : undefined;
    case "tags":
    case "categories":
      return hasTermIndex(site, place) ? indexOf(places[place]) : undefined;
    case "series":
      return model.series.length > 0 ? indexOf(places.series) : undefined;
    case "search":
      return hasSearch(site) ? places.search : undefined;
    case "feed":
      return siteFeedNames(site)[0];
    case "feedback":
      return hasFeedback(site) ? places.feedback : undefined;
  }
}

function indexOf(folder: string): string {
  return `${folder}/index.html`;
}

/** Returns the title of a page that the site makes by itself. */
function titleOf(place: SitePlace, site: NamingSite): string {
  const { settings, theme } = site;
  const { language } = settings;
  const words = pageWords(language);
  if (place === "calendar") return wordFinder(theme, language)("calendar");
  if (place === "archive") return words.newestFirst;
  if (place === "latest") return words.newest;
  if (place !== "feed") return words[place];
  const format = feedFormats.find(({ name }) => name === siteFeedNames(site)[0])?.format ?? "";
  return format === "RSS" ? wordFinder(theme, language)("rss") : format;
}
