import { publicPath } from "../addresses/urls.ts";

/** A page that has moved to another address. */
export interface Redirect {
  /** Former path on the site in Unicode form NFC, not percent-encoded: `2013/old.html`, `old/index.html`. */
  readonly from: string;
  /** Current path on the site. */
  readonly to: string;
}

/**
 * Renders `.htaccess` for the Apache web server: the redirects and, if `ssi`, the rules that make the server
 * include parts in pages.
 */
export function renderHtaccess(redirects: readonly Redirect[], baseUrl: string, ssi = false): string {
  const rules = [
    ...(ssi ? [includeRules] : []),
    ...(redirects.length > 0 ? [moveRules(redirects, baseUrl)] : []),
  ];
  return `# Made by Hitofude: changes here are lost.\n${rules.join("")}`;
}

/**
 * Makes Apache execute `<!--#include … -->` in pages, but not `<!--#exec … -->`. Hosts that do not let their
 * customers set `Options` respond with status 500; they have other ways to enable this.
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
 * Apache decodes paths before it compares them, and encodes the target itself.
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
 * Whether a redirect can be a rule. Apache would misread a target with "#"; then only the page at the old
 * address redirects.
 */
function isWritable({ to }: Redirect): boolean {
  return !to.includes("#");
}

/**
 * Returns a pattern that matches a path. A folder's page may be requested with or without its `index.html`.
 */
function patternOf(path: string): string {
  const folder = /^(.*\/)index\.html$/.exec(path)?.[1];
  return folder === undefined ? escapePattern(path) : `${escapePattern(folder)}(index\\.html)?`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Escapes a target. Otherwise Apache would replace `$1` with what the pattern matched. */
function escapeTarget(text: string): string {
  return text.replace(/[\\$&]/g, "\\$&");
}
