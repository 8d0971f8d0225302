import { publicPath } from "../addresses/urls.ts";

/** A page that has moved. */
export interface Redirect {
  /** Former path on the site, NFC, not encoded: `2013/old.html`, `old/index.html`. */
  readonly from: string;
  /** Current path on the site. */
  readonly to: string;
}

/**
 * Renders `.htaccess` for the Apache web server: the redirects and, with `ssi`, the rules that make the
 * server include parts in pages.
 */
export function renderHtaccess(redirects: readonly Redirect[], baseUrl: string, ssi = false): string {
  const rules = [
    ...(ssi ? [includeRules] : []),
    ...(redirects.length > 0 ? [moveRules(redirects, baseUrl)] : []),
  ];
  return `# Made by Hitofude: changes here are lost.\n${rules.join("")}`;
}

/**
 * Makes Apache execute `<!--#include … -->` in pages, but not `<!--#exec … -->`. A host that does not let
 * authors set `Options` responds with 500 and has its own way to enable it.
 * @see https://httpd.apache.org/docs/2.4/howto/ssi.html
 */
const includeRules = `<IfModule mod_include.c>
Options +IncludesNOEXEC
AddOutputFilter INCLUDES .html .htm
</IfModule>
`;

/**
 * Redirects an old address to the new one with status 301. `RedirectMatch`, because it compares the whole
 * path (`Redirect` its beginning), and because it keeps the rewrite rules of parent folders in force
 * (`RewriteEngine` would not). Paths are compared decoded, and Apache encodes the target itself.
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

/** Apache would misread a target with "#"; the page at the old address redirects instead. */
function isWritable({ to }: Redirect): boolean {
  return !to.includes("#");
}

/** A folder can be requested with and without its `index.html`. */
function patternOf(path: string): string {
  const folder = /^(.*\/)index\.html$/.exec(path)?.[1];
  return folder === undefined ? escapePattern(path) : `${escapePattern(folder)}(index\\.html)?`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Apache would replace `$1` in the target by a match of the pattern. */
function escapeTarget(text: string): string {
  return text.replace(/[\\$&]/g, "\\$&");
}
