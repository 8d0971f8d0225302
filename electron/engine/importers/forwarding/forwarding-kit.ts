import { decoded } from "#contract/text/percent-encoding.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import { forwardingGuide, type KitSite } from "./forwarding-guide.ts";

/** An old address and the new address of the same post. */
export interface Forwarding {
  /** Path on the old site, perhaps with a query: `/archives/1.html`, `/?p=12`. */
  readonly from: string;
  /** URL on the new site. */
  readonly to: string;
  readonly title: string;
  /** Whether lists for all readers may contain the post. False for unlisted and protected posts. */
  readonly isListed: boolean;
}

export interface KitFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Returns the files that lead readers and search engines from an old site to the new site.
 * `README.ja.md` and `README.en.md` say which file each service needs, and where the file belongs.
 */
export function forwardingKit(forwardings: readonly Forwarding[], site: KitSite): KitFile[] {
  const script = scriptFor(forwardings, site);
  return [
    { name: "README.ja.md", text: forwardingGuide("ja", site, forwardings.length) },
    { name: "README.en.md", text: forwardingGuide("en", site, forwardings.length) },
    { name: "head.html", text: `<script>\n${script}</script>\n` },
    // Blogger's templates are XML, so the script needs a CDATA section.
    { name: "head-blogger.html", text: `<script>\n//<![CDATA[\n${script}//]]>\n</script>\n` },
    { name: "links.html", text: linksFor(forwardings, site) },
    { name: "addresses.csv", text: tableFor(forwardings, ["old", "new", "title"]) },
    { name: "redirection.csv", text: redirectionTable(forwardings) },
    { name: "htaccess.txt", text: htaccessFor(forwardings) },
  ];
}

/**
 * Returns a script for the pages of the old site. The script finds the new address of its page.
 * The script replaces the canonical address, shows a link, and then opens the new address.
 * The script does nothing on pages that have no new address.
 */
function scriptFor(forwardings: readonly Forwarding[], { url, title }: KitSite): string {
  const pages = Object.fromEntries(forwardings.map(({ from, to }) => [pageKey(from), to]));
  return `(function () {
  var pages = ${inScript({ "": url, ...pages })};
  function key(path) {
    try { path = decodeURIComponent(path); } catch (error) { /* The path stays as it is. */ }
    return path.replace(/^\\/+/, "").replace(/(^|\\/)index\\.html?$/, "$1").replace(/\\/$/, "");
  }
  var to = pages[key(location.pathname + location.search)];
  if (to === undefined && location.search === "") return;
  if (to === undefined) to = pages[key(location.pathname)];
  if (to === undefined) return;
  var former = document.querySelector('link[rel="canonical"]');
  if (former) former.parentNode.removeChild(former);
  var link = document.createElement("link");
  link.rel = "canonical";
  link.href = to;
  document.head.appendChild(link);
  document.addEventListener("DOMContentLoaded", function () {
    var place = document.createElement("p");
    var anchor = document.createElement("a");
    anchor.href = to;
    anchor.textContent = ${inScript(`→ ${title}`)};
    place.appendChild(anchor);
    document.body.insertBefore(place, document.body.firstChild);
  });
  location.replace(to + location.hash);
})();
`;
}

/** Converts an old path to a key in the script's table. Works like the function `key` in the script. */
function pageKey(path: string): string {
  return decoded(path)
    .replace(/^\/+/, "")
    .replace(/(^|\/)index\.html?$/, "$1")
    .replace(/\/$/, "");
}

/** Writes JSON for a `<script>` element. Escapes `<`, because `</script>` would end the element. */
function inScript(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/[<>\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Returns a page of links to the listed posts. The page can be the last post of the old blog. */
function linksFor(forwardings: readonly Forwarding[], { url, title }: KitSite): string {
  const items = forwardings
    .filter(({ isListed }) => isListed)
    .map(({ to, title: name }) => `<li><a href="${escapeMarkup(to)}">${escapeMarkup(name || to)}</a></li>`);
  const home = `<p><a href="${escapeMarkup(url)}">${escapeMarkup(title)}</a></p>`;
  return `${home}\n<ul>\n${items.map((item) => `${item}\n`).join("")}</ul>\n`;
}

function tableFor(forwardings: readonly Forwarding[], head: readonly string[]): string {
  const rows = forwardings.map(({ from, to, title }) => [from, to, title]);
  return csv([head, ...rows]);
}

/**
 * Returns a table for the WordPress plugin Redirection.
 * @see https://redirection.me/support/import-export/
 */
function redirectionTable(forwardings: readonly Forwarding[]): string {
  return csv([
    ["source", "target", "regex", "code"],
    ...forwardings.map(({ from, to }) => [from, to, "0", "301"]),
  ]);
}

function csv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => `"${text.replace(/\s+/g, " ").replaceAll('"', '""')}"`;
  return rows.map((row) => `${row.map(cell).join(",")}\n`).join("");
}

/**
 * Returns rules for an old site on an Apache server.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html
 */
function htaccessFor(forwardings: readonly Forwarding[]): string {
  const rules = forwardings.flatMap(({ from, to }) => {
    const [path = "", query] = from.split(/\?(.*)/s);
    const place = decoded(path).replace(/^\/+/, "");
    // A quotation mark or control character would end the rule, so such a path gets no rule.
    if (/["\p{Cc}]/u.test(from + place)) return [];
    const folder = place.replace(/(^|\/)(?:index\.html?)?$/, "$1");
    const pattern =
      folder === "" || folder.endsWith("/") ? `${quoted(folder)}(?:index\\.html?)?` : quoted(folder);
    const condition = query === undefined ? [] : [`RewriteCond %{QUERY_STRING} "^${quoted(query)}(?:&|$)"`];
    const target = to.replace(/[$%]/g, "\\$&");
    return [
      ...condition,
      `RewriteRule "^${pattern}$" "${target}" [R=301,L,NE${query === undefined ? "" : ",QSD"}]`,
    ];
  });
  return `<IfModule mod_rewrite.c>\nRewriteEngine On\n${rules.map((rule) => `${rule}\n`).join("")}</IfModule>\n`;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
