import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { parseAtomFeed, parseOpml, parseRssFeed } from "feedsmith";
import { beforeAll, describe, expect, test } from "vitest";
import { type ParsedFeed, readEveryFeed, entriesOfFeedparser, feedsmithReaders } from "./support/feeds.ts";
import { xmlFaults } from "./support/outside-programs.ts";
import { pathOf, pathsEnding, readText, sites, urlOf } from "./support/sites.ts";

const grammars = fileURLToPath(new URL("../fixtures/feeds", import.meta.url));

let feeds: readonly ParsedFeed[];

beforeAll(() => {
  feeds = readEveryFeed();
});

test.each([
  ["rss", "rss.xml"],
  ["atom", "atom.xml"],
  ["opml", "feeds.opml"],
])("xmllint accepts every file of %s by its grammar", (format, name) => {
  const files = sites.flatMap((site) => pathsEnding(site, name).map((path) => join(site.folder, path)));
  expect(files.length).toBeGreaterThanOrEqual(sites.length);
  expect(xmlFaults(files, "--relaxng", `${grammars}/${format}.rng`)).toBe("");
});

test("feedparser reads every feed without a complaint, and recognises its format", () => {
  expect(feeds.length).toBeGreaterThan(60);
  for (const { site, path, feed } of feeds) {
    const version = path.endsWith("atom.xml") ? "atom10" : "rss20";
    expect(feed, `${site.name}: ${path}`).toMatchObject({
      bozo: false,
      version,
      encoding: "utf-8",
      language: site.language,
    });
  }
});

test("a feed contains its own URL and that of an existing page", () => {
  for (const { site, path, feed } of feeds) {
    const text = readText(site, path);
    const links = path.endsWith("atom.xml")
      ? parseAtomFeed(text).links
      : (parseRssFeed(text).atom?.links ?? []);
    const self = links?.find(({ rel }) => rel === "self")?.href;
    expect(self, `${site.name}: ${path}`).toBe(urlOf(site, path));
    expect(pathOf(site, feed.link ?? ""), `${site.name}: ${path}`).toMatch(/index\.html$/);
  }
});

test("every JSON Feed matches its schema and contains its own URL", () => {
  const validate = new Ajv({ allErrors: true }).compile(
    JSON.parse(readFileSync(`${grammars}/json-feed.schema.json`, "utf8")),
  );
  for (const site of sites) {
    const feed: { feed_url?: string; home_page_url?: string } = JSON.parse(readText(site, "feed.json"));
    validate(feed);
    expect(validate.errors ?? [], site.name).toEqual([]);
    expect(feed.feed_url).toBe(urlOf(site, "feed.json"));
    expect(feed.home_page_url).toBe(site.baseUrl);
  }
});

describe.each(sites)("$name", (site) => {
  test("the list of feeds contains those of the site and of each section, and all of them exist", () => {
    const { outlines = [] } = parseOpml(readText(site, "feeds.opml")).body ?? {};
    const listed = outlines.flatMap((outline) => [outline, ...(outline.outlines ?? [])]);
    const found = listed.filter(({ type }) => type === "rss");
    expect(found[0]?.xmlUrl).toBe(urlOf(site, "rss.xml"));
    // The feeds of an only section would be copies of the site's
    expect(found.length).toBeGreaterThan(site.blog === "empty" ? 0 : 1);
    for (const { xmlUrl = "", htmlUrl = "", text } of found) {
      expect(pathOf(site, xmlUrl), text).toMatch(/rss\.xml$/);
      expect(pathOf(site, htmlUrl), text).toMatch(/index\.html$/);
    }
  });

  test("two parsers read the same posts with the same data from three formats", () => {
    const [expected, ...others] = [
      ...feeds
        .filter((found) => found.site.name === site.name && !found.path.includes("/"))
        .map(({ feed }) => entriesOfFeedparser(feed)),
      ...Object.values(feedsmithReaders).map((read) => read(site)),
    ];
    expect(others).toHaveLength(4);
    for (const entries of others) expect(entries).toEqual(expected);
    if (site.blog !== "empty") expect(expected?.length).toBeGreaterThanOrEqual(15);
  });

  test("ids are unique, our own ids are UUIDs, and links lead to posts", () => {
    for (const { path, feed } of feeds.filter((found) => found.site.name === site.name)) {
      const ids = feed.entries.map(({ id }) => id);
      expect(new Set(ids).size, path).toBe(ids.length);
      for (const { id, link } of feed.entries) {
        expect(id).toMatch(/^urn:uuid:[0-9a-f-]{36}$|^https:\/\/example\.net\//);
        expect(pathOf(site, link ?? ""), link ?? "").toMatch(/\.html$/);
      }
    }
  });

  test("an id in RSS is marked as a permalink only if it equals the post's URL", () => {
    for (const path of pathsEnding(site, "rss.xml")) {
      for (const { guid, link } of parseRssFeed(readText(site, path)).items ?? []) {
        expect(guid?.isPermaLink, `${path}: ${guid?.value}`).toBe(guid?.value === link);
      }
    }
  });

  test("the weekday in RSS matches the date beside it", () => {
    for (const path of pathsEnding(site, "rss.xml")) {
      for (const [, weekday, date] of readText(site, path).matchAll(/>(\w{3}), (\d\d \w{3} \d{4}) /g)) {
        const day = new Date(`${date} 00:00:00 UTC`);
        expect(day.toLocaleDateString("en-US", { weekday: "short", timeZone: "UTC" })).toBe(weekday);
      }
    }
  });
});
