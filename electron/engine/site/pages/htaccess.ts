import { publicPath } from "../addresses/urls.ts";

/** A page that has moved to another address. */
export interface Redirect {
  /** Former path on the site in Unicode form NFC, not percent-encoded: `2013/old.html`, `old/index.html`. */
  readonly from: string;
  /** Current path on the site. */
  readonly to: string;
}

/**
 * Renders `.htaccess` for the Apache web server. It contains the redirects and, if `ssi` is set, the rules
 * that make the server include parts in pages.
 */
export function renderHtaccess(redirects: readonly Redirect[], baseUrl: string, ssi = false): string {
  const rules = [
    ...(ssi ? [includeRules] : []),
    ...(redirects.length > 0 ? [moveRules(redirects, baseUrl)] : []),
  ];
  return `# Made by Hitofude: changes here are lost.\n${rules.join("")}`;
}

/**
 * Makes Apache execute `<!--#include … -->` in pages, but not `<!--#exec … -->`. On hosts that do not let
 * their customers set `Options`, the server responds with status 500; such hosts offer other ways to enable
 * includes.
 * @see https://httpd.apache.org/docs/2.4/howto/ssi.html
 */
const includeRules = `<IfModule mod_include.c>
Options +IncludesNOEXEC
AddOutputFilter INCLUDES .html .htm
</IfModule>
`;

/**
 * Renders rules that redirect old addresses with status 301. Uses `RedirectMatch`: unlike `Redirect`, it
 * compares the whole path, and unlike `RewriteEngine`, it does not disable rewrite rules of parent folders.
 * Neither path in a rule is percent-encoded, because Apache decodes the requested path and encodes the new
 * one.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_alias.html#redirectmatch
 */
function moveRules(redirects: readonly Redirect[], baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  const base = decodeURI(pathname);
  const lines = redirects.filter(isWritable).map(({ from, to }) => {
    const target = origin + base + decodeURIComponent(publicPath(to));
    return `RedirectMatch 301 "^${patternOf(base + from)}$" "${escapeTarget(target)}"`;
  });
  return `<IfModule mod_alias.c>
${lines.map((line) => `${line}\n`).join("")}</IfModule>
`;
}

/**
 * Whether a redirect can be written as a rule. If the new path contains "#", Apache would misread the rule;
 * in this case, only the page at the old path redirects.
 */
function isWritable({ to }: Redirect): boolean {
  return !to.includes("#");
}

/**
 * Returns a pattern that matches a path. If the path is a folder's page, readers may request it with or
 * without `index.html`.
 */
function patternOf(path: string): string {
  const folder = /^(.*\/)index\.html$/.exec(path)?.[1];
  return folder === undefined ? escapePattern(path) : `${escapePattern(folder)}(index\\.html)?`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/**
 * Escapes the URL to which a rule redirects. Otherwise Apache would replace `$1` in the URL with a part of
 * the old path.
 */
function escapeTarget(text: string): string {
  return text.replace(/[\\$&]/g, "\\$&");
}
