import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { BuiltSite } from "./support/built-sites.ts";
import { addressesOf, attributeOf, elementsIn, type Parent, parsePiece } from "./support/html.ts";
import { pagesOf } from "./support/pages.ts";
import { pathOf, pathsEnding, readText, sites, urlOf } from "./support/sites.ts";

/** Faulty links that the hostile texts contain on purpose: a query, a fragment that no page has. */
const authorsDeadLinks = new Set(["20240701-0000.html -> 20240101-0000.html#x"]);

/**
 * Files without links to them: hosts and search engines request them by name, or they are at an old address.
 */
const withoutLinks = /^(404\.html|robots\.txt|sitemap\.xml|search\/(contents|posts\/.+|pages\/.+)\.js)$/;

/**
 * Style sheets that themes share.
 * They are for what a blog may not have yet, such as tables, or does not use, such as vertical text.
 */
const sharedSheets = /^assets\/(?:blocks|calendar|code|languages|lists|pictures|vertical)\.[0-9a-f]{8}\.css$/;

describe.each(sites)("$name", (site) => {
  const found = crawl(site);

  test("every link, image, style sheet and fragment exists", () => {
    const wanted = site.blog === "hostile" ? [...authorsDeadLinks] : [];
    expect(found.dead).toEqual(wanted);
    expect(found.followed).toBeGreaterThan(site.blog === "empty" ? 40 : 500);
  });

  test("links from the front page reach every file", () => {
    const redirects = pagesOf(site).flatMap(({ kind, path }) => (kind === "redirect" ? path : []));
    const orphans = site.paths.filter(
      (path) => !found.reached.has(path) && !withoutLinks.test(path) && !sharedSheets.test(path),
    );
    // A section with a single post has no link to its newest one
    const isLatest = (path: string): boolean => /(^|\/)latest\.html$/.test(path);
    const isOther = (path: string): boolean => !isLatest(path);
    expect(orphans.filter(isOther).sort()).toEqual(redirects.filter(isOther).sort());
    expect(redirects.filter(isLatest).length).toBeGreaterThan(site.blog === "empty" ? -1 : 0);
  });

  test("no URL is empty or contains an invalid character", () => {
    for (const { path, dom } of pagesOf(site)) {
      for (const address of [...elementsIn(dom)].flatMap(addressesOf)) {
        expect(address, path).toMatch(/^[^\s"<>\\^`{|}\p{Cc}]+$/u);
      }
    }
  });

  test("a page uses only relative URLs, so that the site works in any folder of any host", () => {
    const inParts = addressesInParts(site);
    expect(inParts.size > 0).toBe(site.include !== "none");
    for (const { path, dom, kind } of pagesOf(site)) {
      if (kind === "not-found" || kind === "parts") continue;
      for (const element of elementsIn(dom)) {
        if (["author", "canonical", "me"].includes(attributeOf(element, "rel") ?? "")) continue;
        for (const address of addressesOf(element)) {
          if (pathOf(site, new URL(address, urlOf(site, path)).href) === undefined) continue;
          if (!inParts.has(address)) expect(address, path).not.toMatch(/^(\/|https?:)/);
        }
      }
    }
  });
});

/**
 * Returns the URLs in a file that is the same for all pages.
 * The URLs of such a file begin at the host's root.
 */
function addressesInParts(site: BuiltSite): Set<string> {
  const folder = join(site.folder, "parts");
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".html")) : [];
  const parts = files.map((name) => parsePiece(readText(site, `parts/${name}`)));
  return new Set(parts.flatMap((part) => [...elementsIn(part)].flatMap(addressesOf)));
}

interface Crawl {
  /** Links to missing files, as `page -> URL`. */
  readonly dead: readonly string[];
  readonly followed: number;
  /** Paths of the files that links reach from the front page, directly or through other pages. */
  readonly reached: ReadonlySet<string>;
}

/** Follows every URL of every page and style sheet, as a browser resolves it. */
function crawl(site: BuiltSite): Crawl {
  const ids = new Map(pagesOf(site).map(({ path, dom }) => [path, idsIn(dom)]));
  const targets = new Map<string, string[]>();
  const dead = new Set<string>();
  let followed = 0;
  for (const [path, addresses] of addressesByFile(site)) {
    const leadsTo: string[] = [];
    for (const address of addresses) {
      const url = new URL(address, urlOf(site, path));
      const target = pathOf(site, url.href);
      // The URL leads to another site or to no page, such as `mailto:`
      if (target === undefined) continue;
      followed++;
      if (target !== null) leadsTo.push(target);
      if (target === null || !hasFragment(ids.get(target), url)) dead.add(`${path} -> ${address}`);
    }
    targets.set(path, leadsTo);
  }
  return { dead: [...dead], followed, reached: reachedFrom("index.html", targets) };
}

function addressesByFile(site: BuiltSite): Map<string, string[]> {
  const pages = pagesOf(site).map(
    ({ path, dom }) => [path, [...elementsIn(dom)].flatMap(addressesOf)] as const,
  );
  const styles = pathsEnding(site, ".css").map((path) => {
    const matches = readText(site, path).matchAll(/url\(\s*["']?([^"')]+)/g);
    return [path, [...matches].map(([, address = ""]) => address)] as const;
  });
  return new Map([...pages, ...styles].map(([path, addresses]) => [path, [...addresses]]));
}

function hasFragment(ids: ReadonlySet<string> | undefined, { hash }: URL): boolean {
  const fragment = decodeURIComponent(hash.slice(1));
  return fragment === "" || fragment === "top" || ids === undefined || ids.has(fragment);
}

function idsIn(page: Parent): Set<string> {
  return new Set([...elementsIn(page)].flatMap((element) => attributeOf(element, "id") ?? []));
}

function reachedFrom(start: string, targets: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...(targets.get(path) ?? []));
  }
  return reached;
}
