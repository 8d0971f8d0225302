import { decoded, decodedUrl } from "#contract/text/percent-encoding.ts";
import { publicPath } from "../addresses/urls.ts";

export interface Redirect {
  /**
   * Earlier path on the site in Unicode form NFC, not percent-encoded: `2013/old.html`, `old/index.html`.
   * The path may end with a query, which is written as in the old address: `entry.cgi?id=3`.
   */
  readonly from: string;
  readonly to: string;
}

/**
 * Renders the file `.htaccess` with the redirects for Apache.
 * With `ssi`, also adds the rules that let pages include files.
 */
export function renderHtaccess(redirects: readonly Redirect[], baseUrl: string, ssi = false): string {
  const queries = redirects.filter(({ from }) => from.includes("?"));
  const moved = redirects.filter(({ from }) => !from.includes("?"));
  const rules = [
    ...(ssi ? [includeRules] : []),
    ...(moved.length > 0 ? [moveRules(moved, baseUrl)] : []),
    ...(queries.length > 0 ? [queryRules(queries, baseUrl)] : []),
  ];
  return `# Made by Hitofude: changes here are lost.\n${rules.join("")}`;
}

/**
 * Makes Apache execute `<!--#include … -->` in pages, but not `<!--#exec … -->`.
 * Hosts that do not allow `Options` in an `.htaccess` respond with status 500.
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
 * Paths are written without percent-encoding. Apache decodes requested paths and encodes target paths.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_alias.html#redirectmatch
 */
function moveRules(redirects: readonly Redirect[], baseUrl: string): string {
  const base = decodedUrl(new URL(baseUrl).pathname);
  const lines = redirects.flatMap(({ from, to }) => {
    const [old, target] = [base + from, targetOf(to, baseUrl)];
    if (!isWritable(old) || !isTarget(target)) return [];
    return [`RedirectMatch 301 "^${patternOf(old)}$" "${escapeTarget(target)}"`];
  });
  return `<IfModule mod_alias.c>
${lines.map((line) => `${line}\n`).join("")}</IfModule>
`;
}

function targetOf(to: string, baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return origin + decodedUrl(pathname) + decodeURIComponent(publicPath(to));
}

/**
 * Renders rules with status 301 for old addresses that have a query, such as `/?p=12`.
 * `RedirectMatch` cannot compare queries, so rules for addresses with a query need `mod_rewrite`.
 * In a rewrite rule, a path is relative to the folder of the `.htaccess`.
 * A request may have further parameters after the parameters of the old address.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewritecond
 */
function queryRules(redirects: readonly Redirect[], baseUrl: string): string {
  const lines = redirects.flatMap(({ from, to }) => {
    const target = targetOf(to, baseUrl);
    if (!isWritable(from) || !isTarget(target)) return [];
    const [path = "", query = ""] = from.split(/\?(.*)/s);
    const place = decoded(path).replace(/^\/+/, "");
    const pattern =
      place === "" || place.endsWith("/")
        ? `${escapePattern(place)}(?:index\\.(?:html?|php|cgi))?`
        : escapePattern(place);
    const written = query.replace(/[^!-~]+/gu, encodeURIComponent);
    // Ignores case after percent-encoding, because clients write `%E3` or `%e3`.
    const flags = written.includes("%") ? " [NC]" : "";
    return [
      `RewriteCond %{QUERY_STRING} "^${escapePattern(written)}(?:&|$)"${flags}`,
      `RewriteRule "^${pattern}$" "${target.replace(/[\\$%]/g, "\\$&")}" [R=301,L,QSD]`,
    ];
  });
  return `<IfModule mod_rewrite.c>
RewriteEngine On
${lines.map((line) => `${line}\n`).join("")}</IfModule>
`;
}

/**
 * Whether a rule can contain this text between quotation marks.
 * A quotation mark or a line break would end the rule, and the rest of the text would become another rule.
 */
function isWritable(text: string): boolean {
  return !/[\p{Cc}"\\]/u.test(text);
}

/** Whether a rule can redirect to a URL. Apache misreads rules with "#" in the new path. */
function isTarget(url: string): boolean {
  return isWritable(url) && !url.includes("#");
}

/** Returns a pattern that matches a path. For `a/index.html`, the pattern also matches the folder `a/`. */
function patternOf(path: string): string {
  const folder = /^(.*\/)index\.html$/.exec(path)?.[1];
  return folder === undefined ? escapePattern(path) : `${escapePattern(folder)}(index\\.html)?`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Escapes references to groups, such as `$1`, in the URL to which a rule redirects. */
function escapeTarget(text: string): string {
  return text.replace(/[\\$&]/g, "\\$&");
}
