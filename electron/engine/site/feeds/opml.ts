import { xmlDeclaration, xmlText } from "./xml.ts";

/** A feed in the list of the site's feeds. Both URLs are absolute and percent-encoded. */
export interface OpmlFeed {
  readonly title: string;
  readonly feedUrl: string;
  readonly pageUrl: string;
}

interface OpmlGroup {
  readonly title: string;
  readonly feeds: readonly OpmlFeed[];
}

export interface Opml {
  readonly title: string;
  readonly owner: { readonly name: string; readonly email?: string; readonly url?: string };
  readonly main: OpmlFeed;
  readonly groups: readonly OpmlGroup[];
}

/**
 * Renders OPML 2.0. With this list, a feed reader can subscribe to all feeds of the site.
 * The list has no date, so that builds of equal posts are identical.
 * @see https://opml.org/spec2.opml
 */
export function renderOpml({ title, owner, main, groups }: Opml): string {
  const head = [
    ["title", title],
    ["ownerName", owner.name],
    ["ownerEmail", owner.email ?? ""],
    ["ownerId", owner.url ?? ""],
    ["docs", "https://opml.org/spec2.opml"],
  ] as const;
  return `${xmlDeclaration}<opml version="2.0">
<head>
${head.map(([name, text]) => (text === "" ? "" : `<${name}>${xmlText(text)}</${name}>\n`)).join("")}</head>
<body>
${feedOutline(main)}${groups.map(groupOutline).join("")}</body>
</opml>
`;
}

function groupOutline({ title, feeds }: OpmlGroup): string {
  if (feeds.length === 0) return "";
  return `<outline text="${xmlText(title)}">\n${feeds.map(feedOutline).join("")}</outline>\n`;
}

function feedOutline({ title, feedUrl, pageUrl }: OpmlFeed): string {
  const text = xmlText(title);
  return `<outline type="rss" text="${text}" title="${text}" xmlUrl="${xmlText(feedUrl)}" htmlUrl="${xmlText(pageUrl)}"/>\n`;
}
