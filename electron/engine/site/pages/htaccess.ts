import { publicPath } from "../addresses/urls.ts";

export interface Redirect {
  /** Earlier path on the site in Unicode form NFC, not percent-encoded: `2013/old.html`, `old/index.html`. */
  readonly from: string;
  readonly to: string;
}

/** Renders `.htaccess` for Apache: the redirects and, with `ssi`, the rules that include parts in pages. */
export function renderHtaccess(redirects: readonly Redirect[], baseUrl: string, ssi = false): string {
  const rules = [
    ...(ssi ? [includeRules] : []),
    ...(redirects.length > 0 ? [moveRules(redirects, baseUrl)] : []),
  ];
  return `# Made by Hitofude: changes here are lost.\n${rules.join("")}`;
}

/**
 * Makes Apache execute `<!--#include … -->` in pages, but not `<!--#exec … -->`.
 * Hosts whose customers must not set `Options` respond with status 500.
 * @see https://httpd.apache.org/docs/2.4/howto/ssi.html
 */
const includeRules = `<IfModule mod_include.c>
Options +IncludesNOEXEC
AddOutputFilter INCLUDES .html .htm
</IfModule>
`;

/**
 * Renders rules that redirect old addresses with status 301.
 * `RedirectMatch` compares whole paths and does not disable rewrite rules of parent folders.
 * Paths are not percent-encoded, because Apache decodes the requested path and encodes the new one.
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

/** Whether a redirect can be written as a rule. Apache misreads rules with "#" in the new path. */
function isWritable({ to }: Redirect): boolean {
  return !to.includes("#");
}

/** Returns a pattern that matches a path. The `index.html` of a folder's page is optional. */
function patternOf(path: string): string {
  const folder = /^(.*\/)index\.html$/.exec(path)?.[1];
  return folder === undefined ? escapePattern(path) : `${escapePattern(folder)}(index\\.html)?`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Escapes `$1` and the like in the URL to which a rule redirects. */
function escapeTarget(text: string): string {
  return text.replace(/[\\$&]/g, "\\$&");
}
