import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { withoutServerCode } from "#engine/markdown/html/server-code.ts";
import { places } from "../addresses/places.ts";
import type { Site } from "../model/site.ts";
import { escapeMarkup } from "../addresses/urls.ts";

/**
 * Returns the directive that includes a part in a page with that root. It does not depend on the content of
 * the part.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_include.html#includevirtual
 */
export function directiveFor(site: Site, root: string, name: string): string {
  switch (site.include) {
    case "none":
      throw new Error("nothing is included in a page that is whole");
    case "ssi":
      // From the host's top, because hosts show the 404 page at any depth; `$` would start a variable
      return `<!--#include virtual="${hostRoot(site).replaceAll("$", "%24")}${partPath(name)}" -->`;
    case "php":
      // Read, not executed: a part is text. PHP drops the newline after `?>`
      return `<?php readfile(__DIR__ . '/${root.startsWith("/") ? "" : root}${partPath(name)}'); ?>\n`;
    case "script":
      return scriptDirective(site, root, name);
  }
}

/** Returns the path of a part's file on the site, where each part is a file of its own. */
export function partPath(name: string): string {
  return `${places.parts}/${name}.html`;
}

/** Returns the anchor of a part on the page that has all of them. */
export function partAnchor(name: string): string {
  return `part-${name}`;
}

/** Returns the site's path on its host, percent-encoded: the root for pages that are shown at any depth. */
export function hostRoot({ baseUrl }: Pick<Site, "baseUrl">): string {
  return new URL(baseUrl).pathname;
}

function scriptDirective(site: Site, root: string, name: string): string {
  const label = escapeMarkup(site.templates.word(`part_${name}`));
  const script = `<script src="${root}${places.partsScript}" data-part="${name}"></script>`;
  return `${script}<noscript><a href="${root}${places.parts}/#${partAnchor(name)}">${label}</a></noscript>\n`;
}

/**
 * Escapes all directives in a page except the given ones, so that a server executes nothing from a post, a
 * setting or a theme unless the author allows it.
 */
export function withoutForeignDirectives(
  html: string,
  { serverCode }: Pick<BlogSettings, "serverCode">,
  own: readonly string[] = [],
): string {
  if (serverCode) return html;
  return withoutServerCode(html, (at) => own.some((directive) => html.startsWith(directive.trimEnd(), at)));
}
