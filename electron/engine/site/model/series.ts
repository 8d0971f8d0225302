import { listPage, seriesFolder } from "../addresses/places.ts";
import { fromRoot, publicPath } from "../addresses/urls.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { gatherTerms, type Term } from "./terms.ts";

/** Posts that form a sequence (連載). */
export interface Series {
  readonly name: string;
  /** Name of the series' folder on the site. */
  readonly slug: string;
  readonly parts: readonly NumberedPart[];
  /** The highest number of a part in the series, or the number of parts, whichever is greater. */
  readonly total: number;
}

export interface NumberedPart {
  readonly number: number;
  readonly entry: SiteEntry;
}

export interface SeriesPosition {
  readonly series: Series;
  readonly number: number;
  readonly previous: NumberedPart | null;
  readonly next: NumberedPart | null;
}

/**
 * Returns the series of the given posts. The posts must be sorted oldest first.
 * If the author set no number, a part of a series gets the number of the previous part plus one.
 */
export function gatherSeries(posts: readonly SiteEntry[]): Series[] {
  const parts = posts.filter(({ post }) => post.series);
  return gatherTerms(parts, ({ post }) => (post.series ? [post.series.name] : [])).map(seriesOf);
}

/** Returns a map from the blog path of each post in a series to its position. */
export function seriesPositions(all: readonly Series[]): Map<string, SeriesPosition> {
  const places = new Map<string, SeriesPosition>();
  for (const series of all) {
    for (const [position, { number, entry }] of series.parts.entries()) {
      const previous = series.parts[position - 1] ?? null;
      const next = series.parts[position + 1] ?? null;
      places.set(entry.post.path, { series, number, previous, next });
    }
  }
  return places;
}

function seriesOf({ name, slug, entries }: Term<SiteEntry>): Series {
  let last = 0;
  const parts = entries.map((entry) => {
    last = entry.post.series?.number ?? last + 1;
    return { number: last, entry };
  });
  parts.sort((a, b) => a.number - b.number);
  return { name, slug, parts, total: Math.max(parts.length, parts.at(-1)?.number ?? 0) };
}

/** Returns the URL of a series' page. `root` is the path from the linking page to the site's root. */
export function seriesUrl(slug: string, root: string): string {
  return fromRoot(root, publicPath(listPage(seriesFolder(slug), null)));
}
