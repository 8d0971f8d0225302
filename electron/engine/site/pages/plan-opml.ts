import { siteFeedNames } from "../template-data/feed-formats.ts";
import { pageWords } from "../template-data/page-words.ts";
import { type OpmlFeed, renderOpml } from "#engine/site/feeds/opml.ts";
import { listPage, places } from "../addresses/places.ts";
import type { PlannedFile } from "../template-data/planned-file.ts";
import { isProtected } from "../entries/protected-sections.ts";
import type { Site } from "../model/site.ts";
import { bylineOf, fullTitle } from "../template-data/site-texts.ts";
import { publicPath } from "../addresses/urls.ts";

/** Plans the OPML list, which contains the feeds of the whole site and of each section. */
export function planOpml(site: Site): PlannedFile {
  // A single section needs no feeds of its own, because the site's feeds contain the same posts.
  const all = site.model.sections.length === 1 ? [] : site.model.sections;
  const sections = all.filter(({ name }) => !isProtected(site.settings, name));
  return {
    path: places.opml,
    group: "feed",
    name: places.opml,
    inputs: () => [
      site.pageKey,
      site.settings.author,
      siteFeedNames(site)[0],
      ...sections.flatMap(({ title, folder }) => [title, folder]),
    ],
    text: () => writeOpml(site, sections),
  };
}

function writeOpml(
  { baseUrl, settings, oldFiles }: Site,
  sections: readonly { readonly title: string; readonly folder: string }[],
): string {
  const feed = (title: string, page: string, rss: string): OpmlFeed => ({
    title,
    feedUrl: baseUrl + publicPath(rss),
    pageUrl: baseUrl + publicPath(page),
  });
  const title = fullTitle(settings);
  const { email } = settings.author;
  return renderOpml({
    title,
    owner: { ...bylineOf({ settings, baseUrl }), ...(email === undefined ? {} : { email }) },
    main: feed(title, places.front, siteFeedNames({ oldFiles })[0] ?? places.rss),
    groups: [
      {
        title: pageWords(settings.language).sections,
        feeds: sections.map((section) =>
          feed(section.title, listPage(section.folder, null), `${section.folder}/${places.rss}`),
        ),
      },
    ],
  });
}
