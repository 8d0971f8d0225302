import { dateScope, languageOf, linkKey } from "../template-data/entry-scope.ts";
import { pageWords, withName } from "../template-data/page-words.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { listPage, places, seriesFolder } from "../addresses/places.ts";
import {
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
} from "../template-data/planned-file.ts";
import { type Series, seriesUrl } from "../model/series.ts";
import type { Site } from "../model/site.ts";
import { fromRoot, rootOf } from "../addresses/urls.ts";

/** Plans a page that lists all series, and a page for each series with its posts in reading order. */
export function* planSeries(context: PlanContext): Generator<PlannedFile> {
  const { series: all } = context.site.model;
  if (all.length === 0) return;
  const index = listPage(places.series, null);
  yield {
    path: index,
    group: "list",
    name: "list of series",
    isIndexed: true,
    inputs: () => [
      context.themedKey("series-index", rootOf(index)),
      ...all.flatMap(({ name, slug, parts, total }) => [name, `${slug} ${parts.length} ${total}`]),
    ],
    text: () => renderThemed(context, themedIndex(context.site, index), index),
  };
  for (const series of all) {
    const path = listPage(seriesFolder(series.slug), null);
    yield {
      path,
      group: "list",
      name: `series ${series.name}`,
      isIndexed: true,
      links: () => series.parts.map(({ entry }) => entry),
      inputs: () => [
        context.themedKey("series", rootOf(path)),
        series.name,
        series.total,
        ...series.parts.flatMap(({ number, entry }) => [number, linkKey(entry)]),
      ],
      text: () => renderThemed(context, themedSeries(context.site, series, path), path),
    };
  }
}

function themedIndex(site: Site, path: string): ThemedPage {
  const root = rootOf(path);
  const title = pageWords(site.settings.language).series;
  return {
    template: "series-index",
    page: generatedPageScope(site, { kind: "list", path, title }),
    own: {
      series_index: {
        heading: title,
        series: site.model.series.map(({ name, slug, parts, total }) => ({
          name,
          url: seriesUrl(slug, root),
          count: parts.length,
          total,
        })),
      },
    },
  };
}

function themedSeries(site: Site, { name, parts, total }: Series, path: string): ThemedPage {
  const root = rootOf(path);
  const heading = withName(pageWords(site.settings.language).seriesNamed, name);
  const posts = parts.map(({ number, entry }) => ({
    number,
    title: entry.title,
    url: fromRoot(root, entry.url),
    ...dateScope(site, entry),
    language: languageOf(site, entry),
  }));
  return {
    template: "series",
    page: generatedPageScope(site, { kind: "list", path, title: heading }),
    own: { series: { name, heading, total, posts } },
  };
}
