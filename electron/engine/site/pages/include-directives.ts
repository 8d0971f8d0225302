import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { withoutServerCode } from "#engine/markdown/html/server-code.ts";
import { places } from "../addresses/places.ts";
import type { Site } from "../model/site.ts";
import { wordFinder } from "../theme/theme-filters.ts";
import { escapeMarkup } from "#engine/base/markup.ts";

/**
 * Returns the directive with which a page includes a part.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_include.html#includevirtual
 */
export function directiveFor(site: Site, root: string, name: string): string {
  switch (site.include) {
    case "none":
      throw new Error("nothing is included in a page that is whole");
    case "ssi":
      // The path begins at the host's root, because the 404 page is shown at any path.
      return `<!--#include virtual="${hostRoot(site).replaceAll("$", "%24")}${partPath(name)}" -->`;
    case "php":
      // `readfile` outputs the part without executing it. PHP omits the newline after `?>`.
      return `<?php readfile(__DIR__ . '/${root.startsWith("/") ? "" : root}${partPath(name)}'); ?>\n`;
    case "script":
      return scriptDirective(site, root, name);
  }
}

/** Returns the site path of a part's file. The file exists only with `ssi` and `php`. */
export function partPath(name: string): string {
  return `${places.parts}/${name}.html`;
}

export function partAnchor(name: string): string {
  return `part-${name}`;
}

/** Returns the site's path on its host, percent-encoded, for pages that are shown at any path. */
export function hostRoot({ baseUrl }: Pick<Site, "baseUrl">): string {
  return new URL(baseUrl).pathname;
}

function scriptDirective(site: Site, root: string, name: string): string {
  const label = escapeMarkup(wordFinder(site.theme, site.settings.language)(`part_${name}`));
  const script = `<script src="${root}${places.partsScript}" data-part="${name}"></script>`;
  return `${script}<noscript><a href="${root}${places.parts}/#${partAnchor(name)}">${label}</a></noscript>\n`;
}

/**
 * Escapes all directives in a page except Hitofude's own, so that no code from texts is executed.
 * Escapes nothing if the author allows `serverCode`.
 */
export function withoutForeignDirectives(
  html: string,
  { serverCode }: Pick<BlogSettings, "serverCode">,
  own: readonly string[] = [],
): string {
  if (serverCode) return html;
  return withoutServerCode(html, (at) => own.some((directive) => html.startsWith(directive.trimEnd(), at)));
}
