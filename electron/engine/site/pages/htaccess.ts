import { publicPath } from "../addresses/urls.ts";

/** A page that has moved. */
export interface Redirect {
  /** File inside the site where it was, NFC, not encoded: `2013/old.html`, `old/index.html`. */
  readonly from: string;
  /** File inside the site where it is now. */
  readonly to: string;
}

/**
 * `.htaccess` for the Apache web server: `ssi` when pages have parts that the server is to put into them, and the redirects.
 */
export function renderHtaccess(redirects: readonly Redirect[], baseUrl: string, ssi = false): string {
  const rules = [
    ...(ssi ? [includeRules] : []),
    ...(redirects.length > 0 ? [moveRules(redirects, baseUrl)] : []),
  ];
  return `# Made by Hitofude: changes here are lost.\n${rules.join("")}`;
}

/**
 * Has Apache carry out `<!--#include … -->` in pages, but no `<!--#exec … -->`. A host that does not let authors set `Options`
 * answers with 500, and then has a way of its own to turn this on.
 * @see https://httpd.apache.org/docs/2.4/howto/ssi.html
 */
const includeRules = `<IfModule mod_include.c>
Options +IncludesNOEXEC
AddOutputFilter INCLUDES .html .htm
</IfModule>
`;

/**
 * Has Apache answer an old address with 301 and the new one. `RedirectMatch`, because it compares the whole path
 * (`Redirect` its beginning), and because it leaves the rewrite rules of folders above in force
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

/** A target that Apache would take apart is left to the page that stands at the old address. */
function isWritable({ to }: Redirect): boolean {
  return !to.includes("#");
}

/** A folder is asked for with and without its `index.html`. */
function patternOf(path: string): string {
  const folder = /^(.*\/)index\.html$/.exec(path)?.[1];
  return folder === undefined ? escapePattern(path) : `${escapePattern(folder)}(index\\.html)?`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** `$1` in the target would be what the pattern caught. */
function escapeTarget(text: string): string {
  return text.replace(/[\\$&]/g, "\\$&");
}
