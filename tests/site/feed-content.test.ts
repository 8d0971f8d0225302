import { beforeAll, describe, expect, test } from "vitest";
import { type ParsedFeed, readEveryFeed } from "./support/feeds.ts";
import {
  addressesOf,
  attributeOf,
  elementsIn,
  elementsNamed,
  hasClass,
  type Parent,
  parsePage,
  parsePiece,
  textIn,
} from "./support/html.ts";
import type { ReadEntry } from "./support/outside-programs.ts";
import { pathOf, readText, sites } from "./support/sites.ts";

let feeds: readonly ParsedFeed[];

beforeAll(() => {
  feeds = readEveryFeed();
});

/** Fragments that the hostile texts link to and no page has. */
const authorsDeadFragments = new Set(["#x"]);

describe.each(sites.filter(({ blog }) => blog !== "empty"))("$name", (site) => {
  const own = (): ParsedFeed[] => feeds.filter((found) => found.site.name === site.name);

  test("every URL in every text is absolute, including srcset and anchors", () => {
    let count = 0;
    for (const { path, entry, html } of texts(own())) {
      for (const address of [...elementsIn(html)].flatMap(addressesOf)) {
        count++;
        expect(URL.canParse(address), `${path}: ${entry.title}: ${address}`).toBe(true);
        expect(address, `${path}: ${entry.title}`).toMatch(/^[!-~]+$/);
      }
    }
    expect(count).toBeGreaterThan(20);
  });

  test("everything on the site that a text links to exists, including fragments", () => {
    for (const { path, entry, html } of texts(own())) {
      for (const address of [...elementsIn(html)].flatMap(addressesOf)) {
        const file = pathOf(site, address);
        expect(file, `${path}: ${entry.title}: ${address}`).not.toBe(null);
        const { hash } = new URL(address);
        if (file === undefined || file === null || hash === "" || authorsDeadFragments.has(hash)) continue;
        expect(idsOf(readText(site, file)), `${path}: ${address}`).toContain(
          decodeURIComponent(hash.slice(1)),
        );
      }
    }
  });

  test("no id is left that could equal an id of another text in a reader's window", () => {
    for (const { entry, html } of texts(own())) {
      const ids = [...elementsIn(html)].flatMap((element) => attributeOf(element, "id") ?? []);
      expect(ids, entry.title ?? "").toEqual([]);
    }
  });

  test("a text is complete: each word and the title equal those of the post's page", () => {
    for (const { entry, html } of texts(own().filter(({ path }) => path === "atom.xml"))) {
      const page = parsePage(readText(site, pathOf(site, entry.link ?? "") ?? ""));
      const content = [...elementsIn(page)].find((element) => hasClass(element, "e-content"));
      if (!content) throw new Error(`${entry.link} has no text`);
      expect(words(html)).toBe(words(content));
      const title = [...elementsIn(page)].find((element) => hasClass(element, "p-name"));
      expect(title && words(title)).toBe(words(parsePiece(asText(entry.title ?? ""))));
    }
  });
});

interface FeedText {
  readonly path: string;
  readonly entry: ReadEntry;
  readonly html: Parent;
}

function* texts(found: readonly ParsedFeed[]): Generator<FeedText> {
  for (const { path, feed } of found) {
    for (const entry of feed.entries) yield { path, entry, html: parsePiece(entry.content ?? "") };
  }
}

/** Returns the text of a part of a page, with white space as a browser shows it. */
function words(parent: Parent): string {
  return textIn(parent)
    .replace(/[ \n\t]+/g, " ")
    .trim();
}

function asText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

function idsOf(html: string): string[] {
  const page = parsePage(html);
  const names = elementsNamed(page, "a").flatMap((anchor) => attributeOf(anchor, "name") ?? []);
  return [...names, ...[...elementsIn(page)].flatMap((element) => attributeOf(element, "id") ?? [])];
}
