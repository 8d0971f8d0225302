import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { withoutServerCode } from "#engine/markdown/html/server-code.ts";
import { places } from "../addresses/places.ts";
import type { Site } from "../model/site.ts";
import { wordFinder } from "../theme/theme-filters.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import { shareTokens } from "./share-links.ts";

/**
 * Name of the theme's part with the share links. The links contain the post's title and address.
 */
export const sharePart = "share";

/**
 * Name of the part that a theme adds to the heads of all pages.
 * A script cannot insert this part, so pages contain its HTML if a script inserts the other parts.
 */
export const headPart = "head";

/**
 * Name of the part that begins the header, up to the notices, on all pages except the front page.
 * Only servers insert this part, because readers without scripts would see no header.
 * If a script inserts the other parts, `site.parts` lacks this part.
 */
export const mastheadPart = "masthead";

/** Name of the part that Hitofude adds to the heads of all pages. The theme has no template for it. */
export const siteHeadPart = "site-head";

/** Whether the server inserts the theme's parts into the pages. */
export function isIncludedByServer({ include }: Pick<Site, "include">): boolean {
  return include === "ssi" || include === "php";
}

/** Tokens in the file of the share links. The server replaces the tokens by the post's title and address. */
const shareSlots = {
  ssi: {
    title: '<!--#echo encoding="none" var="hitofude_title" -->',
    address: '<!--#echo encoding="none" var="hitofude_address" -->',
  },
  php: { title: "{hitofude_title}", address: "{hitofude_address}" },
} as const;

/** Returns the HTML of the share links with the server's placeholders for the title and the address. */
export function shareFile(html: string, include: keyof typeof shareSlots): string {
  const { title, address } = shareSlots[include];
  return html.replaceAll(shareTokens.title, title).replaceAll(shareTokens.address, address);
}

const setSlots =
  /<!--#set var="hitofude_title" value="([^"]*)" --><!--#set var="hitofude_address" value="([^"]*)" --><!--#include virtual="[^"]*" -->/g;
const phpSlots =
  /<\?php echo strtr\(file_get_contents\([^)]*\), \['{hitofude_title}' => '([^']*)', '{hitofude_address}' => '([^']*)'\]\); \?>\n?/g;

/** Inserts the share links into a page, as a web server would. `file` is the file with the share links. */
export function withShareLinks(page: string, file: string): string {
  const insert = (include: keyof typeof shareSlots) => (_: string, title: string, address: string) =>
    file.replaceAll(shareSlots[include].title, title).replaceAll(shareSlots[include].address, address);
  return page.replace(setSlots, insert("ssi")).replace(phpSlots, insert("php"));
}

/**
 * Returns the directive with which a page includes a part of the theme.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_include.html#includevirtual
 */
export function directiveFor(site: Site, root: string, name: string): string {
  switch (site.include) {
    case "none":
      throw new Error("nothing is included in a page that is whole");
    case "ssi":
      return ssiDirective(hostRoot(site), name);
    case "php":
      return phpDirective(root.startsWith("/") ? "" : root, name);
    case "script":
      return scriptDirective(site, root, name);
  }
}

/** `hostPath` is the site's path from the host's root, because the 404 page is shown at any path. */
function ssiDirective(hostPath: string, name: string): string {
  const include = `<!--#include virtual="${hostPath.replaceAll("$", "%24")}${partPath(name)}" -->`;
  if (name !== sharePart) return include;
  const set = (variable: string, value: string): string => `<!--#set var="${variable}" value="${value}" -->`;
  return set("hitofude_title", shareTokens.title) + set("hitofude_address", shareTokens.address) + include;
}

/**
 * Returns PHP code that inserts a part of the theme without executing code in the part.
 * Ends with a line break, because PHP omits the line break after `?>`.
 */
function phpDirective(root: string, name: string): string {
  const file = `__DIR__ . '/${root}${partPath(name)}'`;
  if (name !== sharePart) return `<?php readfile(${file}); ?>\n`;
  const { title, address } = shareSlots.php;
  const values = `['${title}' => '${shareTokens.title}', '${address}' => '${shareTokens.address}']`;
  return `<?php echo strtr(file_get_contents(${file}), ${values}); ?>\n`;
}

/** Returns the site path of the file with a part of the theme. The file exists only with `ssi` and `php`. */
export function partPath(name: string): string {
  return `${places.parts}/${name}.html`;
}

export function partAnchor(name: string): string {
  return `part-${name}`;
}

/**
 * Returns the site's path on its host, percent-encoded.
 * Links begin with this path if they must work on every page of the site.
 */
export function hostRoot({ baseUrl }: Pick<Site, "baseUrl">): string {
  return new URL(baseUrl).pathname;
}

function scriptDirective(site: Site, root: string, name: string): string {
  // The script finds the post's title and address in the page's head, so the element need not state them.
  if (name === sharePart) return `<script src="${root}${places.partsScript}" data-part="${name}"></script>\n`;
  const label = escapeMarkup(wordFinder(site.theme, site.settings.language)(`part_${name}`));
  const script = `<script src="${root}${places.partsScript}" data-part="${name}"></script>`;
  return `${script}<noscript><a href="${root}${places.parts}/#${partAnchor(name)}">${label}</a></noscript>\n`;
}

/**
 * Escapes server code in a page except Hitofude's own directives, so that servers run no code from posts.
 * Escapes nothing if the author allows `serverCode`.
 */
export function withoutForeignDirectives(
  html: string,
  { serverCode }: Pick<BlogSettings, "serverCode">,
  own: readonly string[] = [],
): string {
  if (serverCode) return html;
  const known = own.flatMap((directive) => directive.trimEnd().split(/(?=<!--#)/));
  return withoutServerCode(html, (at) => known.some((directive) => html.startsWith(directive, at)));
}
