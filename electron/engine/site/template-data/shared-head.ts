import { escapeMarkup } from "#engine/base/markup.ts";
import type { Site } from "../model/site.ts";
import { siteFeedNames } from "./feed-formats.ts";
import { alternateFeed, property } from "./head.ts";
import { directiveFor, isIncludedByServer, siteHeadPart } from "./include-directives.ts";
import { hasOwnStyles, ownStylesLink } from "./own-styles.ts";
import { type Charset, hasOldCharset } from "./page-bytes.ts";
import { siteFeeds } from "./site-scope.ts";
import { fullTitle } from "./site-texts.ts";

/**
 * Returns the HTML that the heads of all pages have in common.
 * If the server inserts the parts, returns a directive, so that pages stay the same when this HTML changes.
 */
export function sharedHeadOf(site: Site, root: string, charset: Charset): string {
  return isIncludedByServer(site) && charset === "utf-8"
    ? directiveFor(site, root, siteHeadPart)
    : sharedHeadHtml(site, root);
}

/**
 * Returns the links to the site's author, its feeds and the author's own style sheet, and the site's name.
 * The author link leads to the front page, which describes the author, so that a new name changes no page.
 */
export function sharedHeadHtml(site: Site, root: string): string {
  const lines = [
    `<link rel="author" href="${escapeMarkup(site.baseUrl)}">`,
    ...siteFeeds(site, root).map(alternateFeed),
    property("og:site_name", fullTitle(site.settings)),
  ];
  return lines.map((line) => `${line}\n`).join("") + ownStylesLink(site, root);
}

/** Returns a key that changes if `sharedHeadOf` returns other HTML for at least one page of the site. */
export function sharedHeadKey(
  site: Pick<Site, "settings" | "include" | "theme" | "themeOptions" | "oldFiles">,
): readonly string[] {
  const { include } = site;
  return isIncludedByServer(site) && !hasOldCharset(site.settings)
    ? [include]
    : [include, ...siteFeedNames(site), String(hasOwnStyles(site))];
}
