import { places } from "./places.ts";
import type { Site } from "./site.ts";
import { escapeMarkup } from "./urls.ts";

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
 * is text. `<?`, `<%` and `<script language="php">` are PHP, the latter two before PHP 7.
 * @see https://www.php.net/manual/en/language.basic-syntax.phptags.php
 */
export function withoutForeignDirectives(
  html: string,
  { include }: Pick<Site, "include">,
  own: readonly string[],
): string {
  if (include === "ssi") {
    return html.replace(/<!--#/g, (start, at: number) => (standsAt(html, at, own) ? start : "<!-- #"));
  }
  if (include !== "php") return html;
  const pieces = html.split(/(<script\b[^>]*>[\s\S]*?<\/script>)/i);
  return pieces
    .map((piece, index) => {
      // In scripts, references mean nothing
      const harmless = index % 2 === 0 ? "&lt;" : "\\u003c";
      return piece.replace(/<(?=[?%]|script\s+language\s*=\s*["']?php)/gi, (start, at: number) =>
        standsAt(piece, at, own) ? start : harmless,
      );
    })
    .join("");
}

function standsAt(text: string, at: number, directives: readonly string[]): boolean {
  return directives.some((directive) => text.startsWith(directive.trimEnd(), at));
}
