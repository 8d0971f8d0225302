import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderHtaccess } from "#engine/site/pages/htaccess.ts";
import { publicPath } from "#engine/site/addresses/urls.ts";
import { type ApacheServer, hasApache, startApache } from "../../../../support/servers/apache-server.ts";

const redirects = [
  { from: "2013/old.html", to: "20130105-0452.html" },
  { from: "旧い 記事/一つ目.html", to: "新しい 記事/一つ目.html" },
  { from: "folder/index.html", to: "tea/index.html" },
  { from: "a+b(c)[1]{2}^$&.html", to: "$1 & 100% + a.html" },
  { from: "archives/000123.cgi.html", to: "index.html" },
  { from: "sharp.html", to: "c#.html" },
];

test("each old address is written in Apache's syntax", () => {
  expect(renderHtaccess(redirects.slice(0, 3), "https://example.com/~me/diary/")).toBe(`\
# Made by Hitofude: changes here are lost.
<IfModule mod_alias.c>
RedirectMatch 301 "^/~me/diary/2013/old\\.html$" "https://example.com/~me/diary/20130105-0452.html"
RedirectMatch 301 "^/~me/diary/旧い 記事/一つ目\\.html$" "https://example.com/~me/diary/新しい 記事/一つ目.html"
RedirectMatch 301 "^/~me/diary/folder/(index\\.html)?$" "https://example.com/~me/diary/tea/"
</IfModule>
`);
});

const queries = [
  { from: "?p=12", to: "20130105-0452.html" },
  { from: "shelf/?p=1+1(a)*", to: "tea/index.html" },
  { from: "diary.cgi?id=3&mode=%E3%81%82", to: "新しい 記事/一つ目.html" },
  { from: "旧い 記事/a.php?x=a.b", to: "$1 & 100% + a.html" },
];

test("old addresses with a query get rules that compare the query", () => {
  expect(renderHtaccess(queries.slice(0, 3), "https://example.com/~me/diary/")).toBe(`\
# Made by Hitofude: changes here are lost.
<IfModule mod_rewrite.c>
RewriteEngine On
RewriteCond %{QUERY_STRING} "^p=12(?:&|$)"
RewriteRule "^(?:index\\.(?:html?|php|cgi))?$" "https://example.com/~me/diary/20130105-0452.html" [R=301,L,QSD]
RewriteCond %{QUERY_STRING} "^p=1\\+1\\(a\\)\\*(?:&|$)"
RewriteRule "^shelf/(?:index\\.(?:html?|php|cgi))?$" "https://example.com/~me/diary/tea/" [R=301,L,QSD]
RewriteCond %{QUERY_STRING} "^id=3&mode=%E3%81%82(?:&|$)" [NC]
RewriteRule "^diary\\.cgi$" "https://example.com/~me/diary/新しい 記事/一つ目.html" [R=301,L,QSD]
</IfModule>
`);
});

test("an address of the blog with damaged percent-encoding is written as it is", () => {
  const [moved] = redirects;
  const query = { from: "?p=12", to: "a.html" };
  const rules = renderHtaccess(moved ? [moved, query] : [], "https://example.com/%E3/");
  expect(rules).toContain('"^/%E3/2013/old\\.html$" "https://example.com/%E3/20130105-0452.html"');
  expect(rules).toContain('"https://example.com/\\%E3/a.html" [R=301,L,QSD]');
});

test("no rule is written for an address that would end the rule and begin another", () => {
  const hostile = [`a"\nRequire all denied\n#`, `say "hi"/index.html`, "back\\slash.html", `?q="`];
  const rule = /^(?:Redirect|Rewrite(?:Cond|Rule))/m;
  for (const from of hostile)
    expect(renderHtaccess([{ from, to: "b.html" }], "https://a.example/")).not.toMatch(rule);
  const hostileUrl = "https://a.example/x%22%0ARequire%20all%20denied%0A%22/";
  for (const from of ["a.html", "?p=1"]) {
    expect(renderHtaccess([{ from, to: "b.html" }], hostileUrl)).not.toMatch(rule);
    expect(renderHtaccess([{ from, to: "b.html" }], "https://a.example/")).toMatch(rule);
  }
});

// The site is at the root of the host, in a folder, and in a folder whose name needs percent-encoding
describe.runIf(hasApache)("Apache answers with 301", () => {
  let server: ApacheServer;
  beforeAll(async () => {
    server = await startApache();
  });
  afterAll(() => server.stop());

  test.each(["", "diary/", "日記 帳/"])("in the folder %j", async (folder) => {
    const baseUrl = new URL(server.url + folder).href;
    const put = (path: string, text: string): void => {
      const file = join(server.documentRoot, folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    };
    put(".htaccess", renderHtaccess([...redirects, ...queries], baseUrl));
    for (const { from, to } of redirects) {
      put(from, "<title>moved</title>");
      put(to, `new ${to}`);
    }
    put("2013/old.html.txt", "another file");
    put("folder/other.html", "another page of the folder");
    chmodSync(join(server.documentRoot, folder), 0o755);
    for (const { from, to } of redirects.slice(0, -1)) {
      const answer = await fetch(baseUrl + publicPath(from), { redirect: "manual" });
      const location = answer.headers.get("location") ?? "";
      // Apache writes %e3 where we write %E3
      expect([from, answer.status, decodeURIComponent(location)]).toEqual([
        from,
        301,
        decodeURIComponent(baseUrl + publicPath(to)),
      ]);
      expect(await (await fetch(baseUrl + publicPath(from))).text()).toBe(`new ${to}`);
    }
    const index = await fetch(`${baseUrl}folder/index.html`, { redirect: "manual" });
    expect(index.headers.get("location")?.toUpperCase()).toBe(`${baseUrl}tea/`.toUpperCase());
    for (const { from, to } of queries) {
      for (const more of ["", "&utm=1"]) {
        const answer = await fetch(baseUrl + from + more, { redirect: "manual" });
        const location = decodeURIComponent(answer.headers.get("location") ?? "");
        expect([from, answer.status, location]).toEqual([
          from,
          301,
          decodeURIComponent(baseUrl + publicPath(to)),
        ]);
      }
      const other = await fetch(`${baseUrl}${from}0`, { redirect: "manual" });
      expect([from, other.status]).not.toEqual([from, 301]);
    }
    // Redirects that Apache cannot express are left to the page at the old address
    expect(await (await fetch(`${baseUrl}sharp.html`)).text()).toBe("<title>moved</title>");
    for (const path of ["2013/old.html.txt", "folder/other.html"]) {
      expect((await fetch(baseUrl + path, { redirect: "manual" })).status).toBe(200);
    }
  });
});
