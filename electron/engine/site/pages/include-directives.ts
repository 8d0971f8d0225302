import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { withoutServerCode } from "#engine/markdown/html/server-code.ts";
import { places } from "../addresses/places.ts";
import type { Site } from "../model/site.ts";
import { escapeMarkup } from "../addresses/urls.ts";

/**
 * What stands in a page with that root where the part belongs. It never says anything of what the part says.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_include.html#includevirtual
 */
export function directiveFor(site: Site, root: string, name: string): string {
  switch (site.include) {
    case "none":
      throw new Error("nothing is included in a page that is whole");
    case "ssi":
      // From the host's top, because hosts show the 404 page at any depth; `$` would name a variable
      return `<!--#include virtual="${hostRoot(site).replaceAll("$", "%24")}${partPath(name)}" -->`;
    case "php":
      // Read, not run: a part is text. The newline is PHP's, which swallows the first one
      return `<?php readfile(__DIR__ . '/${root.startsWith("/") ? "" : root}${partPath(name)}'); ?>\n`;
    case "script":
      return scriptDirective(site, root, name);
  }
}

/** Path of a part's file inside the site, where each is a file of its own. */
export function partPath(name: string): string {
  return `${places.parts}/${name}.html`;
}

/** The anchor of a part on the page that has all of them. */
export function partAnchor(name: string): string {
  return `part-${name}`;
}

/** The site's path on its host, percent-encoded: the root of everything that is shown at any depth. */
export function hostRoot({ baseUrl }: Pick<Site, "baseUrl">): string {
  return new URL(baseUrl).pathname;
}

function scriptDirective(site: Site, root: string, name: string): string {
  const label = escapeMarkup(site.templates.word(`part_${name}`));
  const script = `<script src="${root}${places.partsScript}" data-part="${name}"></script>`;
  return `${script}<noscript><a href="${root}${places.parts}/#${partAnchor(name)}">${label}</a></noscript>\n`;
}

/**
 * A page in which the server finds no directives but these: what a post, a setting or a theme says that a server would run
 * is text, unless the author wants it to run.
 */
export function withoutForeignDirectives(
  html: string,
  { serverCode }: Pick<BlogSettings, "serverCode">,
  own: readonly string[] = [],
): string {
  if (serverCode) return html;
  return withoutServerCode(html, (at) => own.some((directive) => html.startsWith(directive.trimEnd(), at)));
}
