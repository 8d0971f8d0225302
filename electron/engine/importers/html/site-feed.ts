import { AppError } from "#contract/errors.ts";
import { plainTextOf } from "../conversion/plain-text.ts";
import type { ImportFile } from "../input/import-file.ts";
import type { XmlElement } from "../input/record-builder.ts";
import { childrenIn, textIn, xmlRecords } from "../input/xml-records.ts";

/** What a feed or a site map says about one page of the old site. */
export interface FeedItem {
  /** Address of the page, absolute or as a path. */
  readonly link: string;
  readonly title: string;
  /** Dates in the feed's notation, or "". */
  readonly published: string;
  readonly updated: string;
  readonly tags: readonly string[];
  /** Permanent id of the post in the feed, or "". */
  readonly guid: string;
  readonly summary: string;
  /** Whether the address is from a site map, which does not show whether the page is a post. */
  readonly isMapped: boolean;
}

export interface SiteFeeds {
  readonly items: readonly FeedItem[];
  /** Names of feeds that could not be read to their end. */
  readonly damaged: readonly string[];
}

/** Reads the feeds (RSS, Atom) and site maps of an old site. */
export async function feedsIn(files: readonly ImportFile[]): Promise<SiteFeeds> {
  const items: FeedItem[] = [];
  const damaged = new Set<string>();
  for (const file of files) {
    if (!/\.(?:xml|rss|rdf|xdf|rss2|atom|html?)$/i.test(file.name)) continue;
    if (!isFeed(await file.head())) continue;
    try {
      const records = xmlRecords(file, {
        nameOf: (local) => local,
        records: new Set(["item", "entry", "url"]),
        onDamage: () => damaged.add(file.name),
      });
      for await (const record of records) {
        const item = itemOf(record);
        // Skips the items of a feed of comments, because their links also lead to posts.
        if (item.link !== "" && !/#comment-\d+$/.test(item.link)) items.push(item);
      }
    } catch (error) {
      // The reader refuses the DOCTYPE of old feeds (RSS 0.91). The pages can be imported without the feed.
      if (!(error instanceof AppError) || error.code !== "import.doctype") throw error;
      damaged.add(file.name);
    }
  }
  return { items, damaged: [...damaged] };
}

/** Whether a file begins like a feed or a site map. Its name does not show this: it is often `index.html`. */
export function isFeed(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 4096)).toString("utf8");
  return /^\uFEFF?\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE\s+(?!html)[^>]*>\s*)*<(?:rss|feed|rdf:RDF|urlset)\b/i.test(
    start,
  );
}

function itemOf(item: XmlElement): FeedItem {
  const first = (...names: string[]): string =>
    names.map((name) => textIn(item, name).trim()).find((text) => text !== "") ?? "";
  const links = childrenIn(item, "link").map(({ attributes }) => attributes);
  const alternate = links.find(({ rel }) => rel === undefined || rel === "alternate")?.href ?? "";
  return {
    link: first("link", "loc") || alternate || permanentLink(item),
    title: plainTextOf(first("title")).text,
    published: first("pubDate", "published", "issued", "date"),
    updated: first("updated", "modified", "lastmod"),
    tags: childrenIn(item, "category")
      .concat(childrenIn(item, "subject"))
      .map(
        ({ text, attributes }) => plainTextOf(text.trim() || attributes.label || attributes.term || "").text,
      ),
    guid: first("guid", "id"),
    summary: item.name === "entry" ? plainTextOf(first("summary")).text : "",
    isMapped: item.name === "url",
  };
}

/** Returns the `guid` of an RSS item without a link, if the `guid` is an address. */
function permanentLink(item: XmlElement): string {
  const guid = childrenIn(item, "guid").find(({ attributes }) => attributes.isPermaLink !== "false");
  return /^https?:/i.test(guid?.text.trim() ?? "") ? (guid?.text.trim() ?? "") : "";
}
