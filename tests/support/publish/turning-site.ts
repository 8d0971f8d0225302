import type { SiteFiles } from "./built-site.ts";
import type { FaultSites } from "./fault-site.ts";
import { page } from "./linked-site.ts";

/**
 * Matches paths where files and folders are exchanged. The rest of the site stays the same.
 */
const turning = /^(hitokoto\/one|news)(\/|$)/;

/** Returns the part of the site that does not change, except for its style sheet. */
function frame(version: number, links: readonly string[]): Record<string, string | Uint8Array> {
  const style = `theme/style.0000000${version}.css`;
  return {
    "index.html": page(style, `一筆 ${version}`, ["hitokoto/two.html", ...links]),
    "feed.xml": `<rss>${version}</rss>`,
    [style]: `body { color: #22${version} }`,
    "hitokoto/two.html": page(`../${style}`, "ふたこと", ["../index.html"]),
  };
}

/** Returns a site in which a post is one file, and some pages are a folder. */
function asWritten(version: number): SiteFiles {
  const style = `theme/style.0000000${version}.css`;
  const inNews = (up: string): string => page(`${up}${style}`, `知らせ ${up}`, [`${up}index.html`]);
  return {
    ...frame(version, ["hitokoto/one", "news/"]),
    "hitokoto/one": page(`../${style}`, "ひとこと", ["../index.html", "../news/2024/a.html"]),
    "news/index.html": page(`../${style}`, "知らせ", ["2024/a.html", "2024/b.html"]),
    "news/2024/a.html": inNews("../../"),
    "news/2024/b.html": `${inNews("../../")}<!-- b -->`,
    "news/all.320w.0000000a.png": "a copy of an image",
  };
}

/** Returns a site in which the same post is a folder with several files, and the pages are one file. */
function turned(version: number): SiteFiles {
  const style = `theme/style.0000000${version}.css`;
  return {
    ...frame(version, ["hitokoto/one/", "news"]),
    "hitokoto/one/index.html": page(`../../${style}`, "ひとこと", ["../../index.html", "more/b.html"]),
    "hitokoto/one/more/b.html": page(`../../../${style}`, "つづき", ["../../../news"]),
    news: page(style, "知らせ", ["index.html"]),
  };
}

/**
 * Sites that are published one after the other.
 * Each site exchanges files and folders of the previous site, and replaces its style sheet.
 */
export const turningSites: FaultSites = {
  earlier: asWritten(0),
  before: asWritten(1),
  after: turned(2),
  another: asWritten(3),
  mayBeAway: (path) => turning.test(path),
};
