import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import {
  addressTable,
  type OldSiteOptions,
  readSiteLists,
  readSitePages,
} from "#engine/importers/addresses/old-site.ts";
import { addressesIn } from "#engine/importers/addresses/read-addresses.ts";
import { PictureFetcher } from "#engine/importers/pictures/picture-fetcher.ts";
import { PinnedHosts } from "#engine/importers/pictures/public-address.ts";

const zone = "Asia/Tokyo";

/** An old site on this computer: texts by path. Every other path is answered with 404. */
async function oldSite(texts: (top: string) => Readonly<Record<string, string>>) {
  const requests: string[] = [];
  let pages: Readonly<Record<string, string>> = {};
  const server = http.createServer((request, response) => {
    requests.push(request.url ?? "");
    const text = pages[request.url ?? ""];
    response.writeHead(text === undefined ? 404 : 200, { "content-type": "text/html" }).end(text);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const host = `old.example:${(server.address() as AddressInfo).port}`;
  const top = `http://${host}/`;
  pages = texts(top);
  const asked: string[] = [];
  const fetcher = new PictureFetcher({
    hosts: new Set([host]),
    accept: "*/*",
    pinned: new PinnedHosts(
      async () => ["127.0.0.1"],
      () => true,
    ),
  });
  const options: OldSiteOptions = {
    fetcher: {
      fetch: (address, signal) => {
        asked.push(new URL(address).host);
        return fetcher.fetch(address, signal);
      },
    },
    timeZone: zone,
    signal: new AbortController().signal,
    pauseMs: 0,
  };
  return {
    top,
    host,
    requests,
    asked,
    options,
    [Symbol.asyncDispose]: () => new Promise<void>((end) => server.close(() => end())),
  };
}

test("a site map of maps and the feed of the page give the addresses; only pages without a title are left", async () => {
  await using site = await oldSite((top) => ({
    "/blog/": `<html><head><link rel="alternate" type="application/rss+xml" href="index.rdf"></head></html>`,
    "/robots.txt": `User-agent: *\nSitemap: ${top}maps.xml\nSitemap: https://elsewhere.example/maps.xml\n`,
    "/maps.xml": `<?xml version="1.0"?><sitemapindex><sitemap><loc>${top}one.xml</loc></sitemap><sitemap><loc>${top}maps.xml</loc></sitemap></sitemapindex>`,
    "/one.xml": `<?xml version="1.0"?><urlset><url><loc>${top}blog/archives/20120506-1.html</loc><lastmod>2020-01-01</lastmod></url><url><loc>${top}blog/archives/20120507-1.html</loc></url><url><loc>https://elsewhere.example/x.html</loc></url></urlset>`,
    "/blog/index.rdf": `<?xml version="1.0"?><rss version="2.0"><channel><item><title>花</title><link>${top}blog/archives/20120507-1.html</link><pubDate>Mon, 07 May 2012 10:00:00 +0900</pubDate></item></channel></rss>`,
    "/blog/archives/20120506-1.html":
      "<html><head><title>雨の日: 庭</title></head><body><h2>2012年05月06日</h2></body></html>",
  }));
  const { known, pages } = await readSiteLists(`${site.top}blog/`, site.options);
  expect(known).toMatchObject([{ host: site.host, path: "/blog/archives/20120507-1.html", title: "花" }]);
  expect(pages).toEqual([`${site.top}blog/archives/20120506-1.html`]);
  expect(site.requests).not.toContain("/blog/archives/20120506-1.html");
  expect([...new Set(site.asked)]).toEqual([site.host]);

  const read = await readSitePages([...pages, `${site.top}gone.html`], site.options);
  expect(read).toMatchObject([
    { path: "/blog/archives/20120506-1.html", title: "雨の日: 庭", date: { hasTime: false } },
    { path: "/gone.html", title: "", date: null },
  ]);
  expect(await addressesIn(addressTable([...known, ...read]), zone)).toMatchObject([
    { path: "/blog/archives/20120507-1.html", title: "花", date: { time: Date.UTC(2012, 4, 7, 1) } },
    { path: "/blog/archives/20120506-1.html", title: "雨の日: 庭", date: { hasTime: false } },
    { path: "/gone.html" },
  ]);
});

test("a site without lists, one that does not answer, and one in a private network are refused", async () => {
  await using site = await oldSite(() => ({ "/": "<p>Hello</p>" }));
  await expect(readSiteLists(site.top, site.options)).rejects.toMatchObject({
    code: "import.siteWithoutLists",
  });
  await using empty = await oldSite(() => ({}));
  await expect(readSiteLists(empty.top, empty.options)).rejects.toMatchObject({
    code: "import.siteUnreachable",
    values: { fault: "gone" },
  });
  const { host } = empty;
  const guarded = new PictureFetcher({
    hosts: new Set([host]),
    pinned: new PinnedHosts(async () => ["127.0.0.1"]),
  });
  await expect(readSiteLists(empty.top, { ...empty.options, fetcher: guarded })).rejects.toMatchObject({
    code: "import.siteUnreachable",
    values: { fault: "private" },
  });
});

test("reading stops when it is cancelled", async () => {
  await using site = await oldSite(() => ({}));
  const abort = new AbortController();
  const options = { ...site.options, signal: abort.signal, onProgress: () => abort.abort() };
  await expect(readSitePages([`${site.top}a.html`], options)).rejects.toMatchObject({
    code: "call.cancelled",
  });
  expect(site.requests).toEqual([]);
});
