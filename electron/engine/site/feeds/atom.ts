import { type Feed, type FeedItem, latestChange } from "./feed.ts";
import { element, emptyElement, optionalElement, xmlDeclaration, xmlText } from "./xml.ts";

/**
 * Renders Atom 1.0 (RFC 4287). `feedId` is the permanent id of the feed.
 * An empty feed gets a date in 1970, because `updated` is required and builds should be reproducible.
 */
export function renderAtom(feed: Feed, selfUrl: string, feedId: string): string {
  return `${xmlDeclaration}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xmlText(feed.language)}">
${element("title", feed.title)}${optionalElement("subtitle", feed.description)}\
${emptyElement("link", { rel: "alternate", type: "text/html", href: feed.pageUrl })}\
${emptyElement("link", { rel: "self", type: "application/atom+xml", href: selfUrl })}\
${feed.hub === undefined ? "" : emptyElement("link", { rel: "hub", href: feed.hub })}\
${element("id", feedId)}${element("updated", latestChange(feed)?.iso ?? "1970-01-01T00:00:00Z")}\
${renderAuthor(feed)}${feed.items.map(renderEntry).join("")}</feed>
`;
}

function renderAuthor({ author, title }: Feed): string {
  const name = element("name", author.name || title || "-");
  return `<author>\n${name}${optionalElement("uri", author.url)}${optionalElement("email", author.email)}</author>\n`;
}

function renderEntry(item: FeedItem): string {
  const content = item.html === null ? "" : element("content", item.html, { type: "html" });
  return `<entry>
${element("title", item.title)}${emptyElement("link", { rel: "alternate", type: "text/html", href: item.url })}\
${element("id", item.id)}${element("published", item.published.iso)}${element("updated", item.updated.iso)}\
${item.tags.map((tag) => emptyElement("category", { term: tag })).join("")}\
${optionalElement("summary", item.summary)}${content}</entry>
`;
}
