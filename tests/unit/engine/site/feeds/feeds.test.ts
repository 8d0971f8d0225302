import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { renderAtom } from "#engine/site/feeds/atom.ts";
import type { Feed } from "#engine/site/feeds/feed.ts";
import { renderJsonFeed } from "#engine/site/feeds/json-feed.ts";
import { renderRss } from "#engine/site/feeds/rss.ts";
import { hostileTexts, makeFeed, makeItem } from "./make-feed.ts";

const rssUrl = "https://example.com/diary/rss.xml";
const atomUrl = "https://example.com/diary/atom.xml";
const feedId = "urn:uuid:00000000-0000-5000-8000-000000000009";

interface ParsedXml {
  readonly rss: {
    readonly "@version": string;
    readonly channel: Readonly<Record<string, unknown>> & { readonly item: readonly Parsed[] };
  };
  readonly feed: Readonly<Record<string, unknown>> & {
    readonly author: Parsed;
    readonly entry: readonly Parsed[];
  };
}

type Parsed = Readonly<Record<string, unknown>>;

/** Parses XML as a feed reader does. Rejects XML that is not well-formed. */
function parseXml(xml: string): ParsedXml {
  expect(XMLValidator.validate(xml)).toBe(true);
  return new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    trimValues: false,
    parseTagValue: false,
    htmlEntities: true,
    isArray: (name) => ["item", "entry", "category"].includes(name),
  }).parse(xml, true);
}

const later = {
  time: 1_700_000_000_000,
  rfc822: "Wed, 15 Nov 2023 07:13:20 +0900",
  iso: "2023-11-15T07:13:20+09:00",
};

test("RSS has the elements that the profile requires", () => {
  const feed = makeFeed(makeItem({ updated: later }));
  const { rss } = parseXml(renderRss(feed, rssUrl));
  expect(rss["@version"]).toBe("2.0");
  expect(rss.channel).toMatchObject({
    title: "試験堂 日々の記",
    link: "https://example.com/diary/",
    description: "試しの日記",
    language: "ja",
    lastBuildDate: later.rfc822,
    "atom:link": { "@href": rssUrl, "@rel": "self", "@type": "application/rss+xml" },
  });
  expect(rss.channel.item).toEqual([
    {
      "#text": expect.any(String),
      title: "一つ目",
      link: "https://example.com/diary/20220506-0000.html",
      guid: { "#text": "urn:uuid:00000000-0000-5000-8000-000000000001", "@isPermaLink": "false" },
      pubDate: "Fri, 06 May 2022 00:00:00 +0900",
      "dc:creator": "書き手",
      category: ["話題"],
      description: "はじめの言葉",
      "content:encoded": "<p>はじめの言葉</p>\n",
    },
  ]);
});

test("a guid that is the post's address is marked as a permalink", () => {
  const url = "https://example.com/diary/20220506-0000.html";
  const { rss } = parseXml(renderRss(makeFeed(makeItem({ id: url })), rssUrl));
  expect(rss.channel.item[0]).toMatchObject({ guid: { "@isPermaLink": "true" } });
});

test("description precedes content:encoded, because some readers use the last one", () => {
  const xml = renderRss(makeFeed(makeItem()), rssUrl);
  expect(xml.lastIndexOf("<description>")).toBeLessThan(xml.indexOf("<content:encoded>"));
});

test("Atom has the elements that RFC 4287 requires", () => {
  const { feed } = parseXml(renderAtom(makeFeed(makeItem({ updated: later })), atomUrl, feedId));
  expect(feed).toMatchObject({
    "@xmlns": "http://www.w3.org/2005/Atom",
    "@xml:lang": "ja",
    title: "試験堂 日々の記",
    id: feedId,
    updated: later.iso,
    author: { name: "書き手", uri: "https://example.com/", email: "writer@example.com" },
  });
  expect(feed.link).toContainEqual({ "@rel": "self", "@type": "application/atom+xml", "@href": atomUrl });
  expect(feed.entry[0]).toMatchObject({
    id: "urn:uuid:00000000-0000-5000-8000-000000000001",
    published: "2022-05-06T00:00:00+09:00",
    updated: later.iso,
    category: [{ "@term": "話題" }],
    content: { "#text": "<p>はじめの言葉</p>\n", "@type": "html" },
  });
});

test("JSON Feed has the fields that version 1.1 requires", () => {
  const feed = JSON.parse(renderJsonFeed(makeFeed(makeItem({ updated: later })), `${rssUrl}.json`));
  expect(feed).toEqual({
    version: "https://jsonfeed.org/version/1.1",
    title: "試験堂 日々の記",
    home_page_url: "https://example.com/diary/",
    feed_url: `${rssUrl}.json`,
    description: "試しの日記",
    language: "ja",
    authors: [{ name: "書き手", url: "https://example.com/" }],
    items: [
      {
        id: "urn:uuid:00000000-0000-5000-8000-000000000001",
        url: "https://example.com/diary/20220506-0000.html",
        title: "一つ目",
        content_html: "<p>はじめの言葉</p>\n",
        summary: "はじめの言葉",
        date_published: "2022-05-06T00:00:00+09:00",
        date_modified: later.iso,
        tags: ["話題"],
      },
    ],
  });
});

test("feeds of summaries have no content, except JSON Feed, which requires it", () => {
  const feed = makeFeed(makeItem({ html: null }));
  expect(renderRss(feed, rssUrl)).not.toContain("content:encoded>");
  expect(renderAtom(feed, atomUrl, feedId)).not.toContain("<content");
  expect(JSON.parse(renderJsonFeed(feed, rssUrl)).items[0].content_text).toBe("はじめの言葉");
});

test("a feed without items is well-formed and constant", () => {
  const feed = makeFeed();
  expect(parseXml(renderRss(feed, rssUrl)).rss.channel.title).toBe("試験堂 日々の記");
  expect(parseXml(renderAtom(feed, atomUrl, feedId)).feed.updated).toBe("1970-01-01T00:00:00Z");
  expect(JSON.parse(renderJsonFeed(feed, rssUrl)).items).toEqual([]);
});

/** Returns a feed with this text in every field that can contain one. */
function hostileFeed(text: string): Feed {
  const feed = makeFeed(makeItem({ title: text, summary: text, html: text, tags: [text] }));
  return { ...feed, title: text, description: text, author: { name: text } };
}

test.each(hostileTexts)("%s is preserved in all formats", (_name, text, left) => {
  const feed = hostileFeed(text);
  const { channel } = parseXml(renderRss(feed, rssUrl)).rss;
  expect([channel.title, channel.description]).toEqual([left, left]);
  expect(channel.item[0]).toMatchObject({
    title: left,
    description: left,
    "content:encoded": left,
    "dc:creator": left,
    category: [left],
  });
  const atom = parseXml(renderAtom(feed, atomUrl, feedId)).feed;
  expect(atom.author.name).toBe(left);
  expect(atom.entry[0]).toMatchObject({
    title: left,
    content: { "#text": left },
    category: [{ "@term": left }],
  });
  const json = JSON.parse(renderJsonFeed(feed, rssUrl));
  expect(json.items[0]).toMatchObject({ title: left, content_html: left, tags: [left] });
});

test("no character that XML forbids or discourages is in the bytes", () => {
  const every = hostileTexts.map(([, text]) => text).join("");
  for (const text of [
    renderRss(hostileFeed(every), rssUrl),
    renderAtom(hostileFeed(every), atomUrl, feedId),
    renderJsonFeed(hostileFeed(every), rssUrl),
  ]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u);
    expect(text).not.toContain("CDATA");
    expect(Buffer.from(text).toString("utf8")).toBe(text);
  }
});
