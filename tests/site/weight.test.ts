import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { BuiltSite } from "./support/built-sites.ts";
import { addressesOf, attributeOf, type Element, elementsIn, elementsNamed, textIn } from "./support/html.ts";
import { pagesOf, type SitePage } from "./support/pages.ts";
import { pathOf, readText, sites, urlOf } from "./support/sites.ts";

const most = { bytes: 30 * 1024, requests: 4 };
/** The script that all pages share (colours, copying of code, larger pictures). It has a separate limit. */
const pageScript = /^assets\/page\.[^/]+\.js$/;
const mostOfScript = 3 * 1024;
/** Maximum length of a measured post, in characters. The length of longer posts is the author's decision. */
const maxCharacters = 1000;
const media = ["img", "video", "audio", "iframe", "object", "embed", "picture"];

/**
 * Limits for sites in which a script inserts the parts.
 * They include the script, the page with the parts, and the author's own style sheet. All pages share these.
 */
const mostWithParts = { bytes: 36 * 1024, requests: 7 };

test.each(sites.filter(({ blog, include }) => blog === "sample" || include !== "none"))(
  "a text post of $name needs few bytes and few requests",
  (site) => {
    const limit = site.include === "script" ? mostWithParts : most;
    const posts = pagesOf(site).filter(({ kind }) => kind === "post" || kind === "page");
    const ofText = posts.filter(
      ({ dom }) =>
        elementsNamed(dom, ...media).length === 0 &&
        elementsNamed(dom, "main").map(textIn).join("").length <= maxCharacters,
    );
    expect(ofText.length).toBeGreaterThanOrEqual(8);
    for (const page of ofText) {
      const parts = site.include === "script" ? ["parts/index.html"] : [];
      const files = [...new Set([page.path, ...fetchedBy(site, page), ...parts])];
      const size = (path: string): number => statSync(join(site.folder, path)).size;
      const scripts = files.filter((path) => pageScript.test(path));
      const bytes = files
        .filter((path) => !scripts.includes(path))
        .reduce((sum, path) => sum + size(path), 0);
      expect(scripts.reduce((sum, path) => sum + size(path), 0)).toBeLessThanOrEqual(mostOfScript);
      expect(files.length, `${page.path}: ${files.join(", ")}`).toBeLessThanOrEqual(
        limit.requests + sheetsOfText(page),
      );
      expect(bytes, `${page.path}: ${files.join(", ")}`).toBeLessThanOrEqual(limit.bytes);
    }
  },
);

test.each(sites)(
  "no post of $name has a script except the author's own and the theme's, or loads anything from other hosts",
  (site) => {
    const authors = site.blog === "hostile" ? ["20240704-0000.html"] : [];
    const withScript = pagesOf(site).filter(({ kind, dom }) => {
      const scripts = elementsNamed(dom, "script").filter(
        (script) =>
          attributeOf(script, "type") !== "application/ld+json" &&
          !pageScript.test(
            (attributeOf(script, "src") ?? "").replace(/^(?:\.\.\/)+|^\/.*?(?=assets\/)/, ""),
          ) &&
          !isPart(site, script),
      );
      return (kind === "post" || kind === "page") && scripts.length > 0;
    });
    expect(withScript.map(({ path }) => path)).toEqual(authors);
    for (const page of pagesOf(site)) {
      expect(() => fetchedBy(site, page), page.path).not.toThrow();
    }
  },
);

/** Returns the number of style sheets for what only some texts have: code, or tables, formulas and notes. */
function sheetsOfText({ dom }: SitePage): number {
  const code = elementsNamed(dom, "pre");
  const isLog = (section: Element): boolean => attributeOf(section, "class") === "revisions";
  const isNotes = (section: Element): boolean => attributeOf(section, "class") === "footnotes";
  const isContents = (nav: Element): boolean => /^contents\b/.test(attributeOf(nav, "class") ?? "");
  const blocks = [
    ...elementsNamed(dom, "table", "math"),
    ...elementsNamed(dom, "section").filter((section) => isLog(section) || isNotes(section)),
    ...elementsNamed(dom, "nav").filter(isContents),
  ];
  return [code, blocks].filter((found) => found.length > 0).length;
}

/** Whether a script inserts a part of the page, as the site's author chose. */
function isPart(site: BuiltSite, script: Element): boolean {
  const address = attributeOf(script, "src") ?? "";
  return site.include === "script" && /^(\.\.\/)*parts\/include\.js$/.test(address);
}

/**
 * Returns the paths of the files that a browser loads for a page before any image.
 * Includes the files of its style sheets.
 */
function fetchedBy(site: BuiltSite, { path, dom }: SitePage): string[] {
  const fetched = [...elementsIn(dom)].filter(
    (element) =>
      (element.tagName === "script" && attributeOf(element, "src") !== undefined) ||
      (element.tagName === "link" &&
        /\b(stylesheet|icon|preload|modulepreload|manifest)\b/.test(attributeOf(element, "rel") ?? "")),
  );
  const files = fetched.flatMap(addressesOf).map((address) => ownFile(site, address, path));
  const sheets = files.filter((file) => file.endsWith(".css"));
  return [...files, ...sheets.flatMap((sheet) => fetchedByStyle(site, sheet))];
}

function fetchedByStyle(site: BuiltSite, sheet: string): string[] {
  const addresses = readText(site, sheet).matchAll(/(?:url\(|@import)\s*["']?([^"')]+)/g);
  return [...addresses].flatMap(([, address = ""]) =>
    address.startsWith("data:") ? [] : [ownFile(site, address, sheet)],
  );
}

function ownFile(site: BuiltSite, address: string, from: string): string {
  const file = pathOf(site, new URL(address, urlOf(site, from)).href);
  if (!file) throw new Error(`${from} loads ${address}, which is no file of the site`);
  return file;
}
