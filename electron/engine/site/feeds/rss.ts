import { type Feed, type FeedItem, latestChange } from "./feed.ts";
import { element, emptyElement, optionalElement, xmlDeclaration } from "./xml.ts";

/**
 * Renders RSS 2.0 as the RSS Board's best practices profile recommends. `selfUrl` is the feed's own URL.
 * @see https://www.rssboard.org/rss-profile
 */
export function renderRss(feed: Feed, selfUrl: string): string {
  return `${xmlDeclaration}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
${element("title", feed.title)}${element("link", feed.pageUrl)}\
${element("description", feed.description)}${element("language", feed.language)}\
${optionalElement("lastBuildDate", latestChange(feed)?.rfc822)}\
${emptyElement("atom:link", { href: selfUrl, rel: "self", type: "application/rss+xml" })}\
${feed.hub === undefined ? "" : emptyElement("atom:link", { href: feed.hub, rel: "hub" })}\
${feed.items.map((item) => renderItem(item, feed)).join("")}</channel>
</rss>
`;
}

function renderItem(item: FeedItem, feed: Feed): string {
  return `<item>
${element("title", item.title)}${element("link", item.url)}\
${element("guid", item.id, { isPermaLink: String(item.id === item.url) })}\
${element("pubDate", item.published.rfc822)}${optionalElement("dc:creator", feed.author.name)}\
${item.tags.map((tag) => element("category", tag)).join("")}${optionalElement("description", item.summary)}\
${optionalElement("content:encoded", item.html)}</item>
`;
}
