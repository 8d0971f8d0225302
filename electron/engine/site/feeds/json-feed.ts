import { valuesWithoutServerCode } from "#engine/markdown/html/server-code.ts";
import type { Feed, FeedItem } from "./feed.ts";
import { legalJson } from "#engine/base/text/legal-text.ts";

/** Renders JSON Feed 1.1. @see https://www.jsonfeed.org/version/1.1/ */
export function renderJsonFeed(feed: Feed, selfUrl: string): string {
  const { author } = feed;
  const document = {
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.pageUrl,
    feed_url: selfUrl,
    ...optional("description", feed.description),
    language: feed.language,
    ...(author.name === "" ? {} : { authors: [{ name: author.name, ...optional("url", author.url) }] }),
    ...(feed.hub === undefined ? {} : { hubs: [{ type: "WebSub", url: feed.hub }] }),
    items: feed.items.map(itemOf),
  };
  // Escapes code in strings, so that no server executes the code. JSON parsers read the same values.
  return `${valuesWithoutServerCode(legalJson(document, 1))}\n`;
}

function itemOf(item: FeedItem): Record<string, unknown> {
  return {
    id: item.id,
    url: item.url,
    title: item.title,
    // If there is no HTML, writes the summary. The format requires `content_html` or `content_text`.
    ...(item.html === null ? { content_text: item.summary } : { content_html: item.html }),
    ...optional("summary", item.summary),
    date_published: item.published.iso,
    ...(item.updated.time === item.published.time ? {} : { date_modified: item.updated.iso }),
    ...(item.tags.length === 0 ? {} : { tags: item.tags }),
  };
}

function optional(name: string, value: string | undefined): Record<string, string> {
  return value === undefined || value === "" ? {} : { [name]: value };
}
