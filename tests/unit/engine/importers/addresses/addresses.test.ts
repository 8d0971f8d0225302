import { expect, test } from "vitest";
import { parseMoment } from "#engine/blog/dates/moment.ts";
import { type AddressedEntry, pairAddresses } from "#engine/importers/addresses/pair-addresses.ts";
import { addressesIn, addressesInFiles } from "#engine/importers/addresses/read-addresses.ts";
import { entryText, fileOf } from "../export-files.ts";
import { movedFolder } from "../moved-folder.ts";

const zone = "Asia/Tokyo";

test("a table: CSV with quotes, or pasted rows with tabs, in any order of columns", async () => {
  const csv =
    'URL,題,日付\n"https://old.example/a.html","雨, 傘",2012-05-06 09:30\n/b.html,花,2012/05/07\nただの行,x,y\n';
  const pasted = "2012/05/06 09:30\thttps://old.example/a.html\t雨, 傘\r\n2012/05/07\t/b.html\t花\r\n";
  for (const text of [csv, pasted]) {
    const found = await addressesIn(text, zone);
    expect(found).toMatchObject([
      { host: "old.example", path: "/a.html", title: "雨, 傘", date: { time: Date.UTC(2012, 4, 6, 0, 30) } },
      { host: "", path: "/b.html", title: "花", date: { hasTime: false } },
    ]);
  }
});

test("feeds: RSS 2.0, RSS 1.0 and Atom", async () => {
  const rss = `<?xml version="1.0"?><rss version="2.0"><channel><link>https://old.example/</link><item><title>雨 &amp;amp; 傘</title><link>https://old.example/?p=12</link><pubDate>Sun, 06 May 2012 09:30:00 +0900</pubDate></item></channel></rss>`;
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>花</title><link>https://old.example/hana.html</link><dc:date>2012-05-07T00:00:00+09:00</dc:date></item></rdf:RDF>`;
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>木</title><link rel="self" href="https://old.example/feed"/><link rel="alternate" href="https://old.example/ki/"/><published>2012-05-08T00:00:00Z</published></entry></feed>`;
  expect((await addressesIn(rss, zone))[0]).toMatchObject({
    path: "/?p=12",
    title: "雨 & 傘",
    date: { time: Date.UTC(2012, 4, 6, 0, 30) },
  });
  expect((await addressesIn(rdf, zone))[0]).toMatchObject({
    path: "/hana.html",
    title: "花",
    date: { time: Date.UTC(2012, 4, 6, 15) },
  });
  expect((await addressesIn(atom, zone))[0]).toMatchObject({ path: "/ki/", title: "木" });
  await expect(addressesIn('<!DOCTYPE x [<!ENTITY a "b">]><rss/>', zone)).rejects.toMatchObject({
    code: "import.doctype",
  });
});

test("saved pages name their address in a comment, a link or a meta element", async () => {
  const page = (head: string, body = ""): string => `<!DOCTYPE html>\n${head}<body>${body}</body></html>`;
  const found = await addressesInFiles(
    [
      fileOf(
        page(
          "<!-- saved from url=(0030)https://old.example/archives/1.html -->\n<html><head><title>雨の日: 庭</title></head>",
        ),
        "雨.html",
      ),
      fileOf(
        page(
          '<html><head><link rel="canonical" href="https://old.example/2.html"><title>花</title></head>',
          '<time datetime="2012-05-07T09:00:00+09:00">5月7日</time>',
        ),
        "花.htm",
      ),
      fileOf(
        page(
          '<html><head><meta property="og:url" content="https://old.example/3.html"><meta property="og:title" content="木"></head>',
        ),
        "木.html",
      ),
      fileOf("picture", "a.png"),
    ],
    zone,
  );
  expect(found).toMatchObject([
    { path: "/archives/1.html", title: "雨の日: 庭", date: null },
    { path: "/2.html", title: "花", date: { time: Date.UTC(2012, 4, 7) } },
    { path: "/3.html", title: "木" },
  ]);
});

const entry = (title: string, date: string | null, oldPath: string | null = null): AddressedEntry => ({
  title,
  date: date === null ? null : parseMoment(date, zone),
  oldPath,
});

test("addresses are paired by time first, by title second; what fits several entries stays open", async () => {
  const entries = [
    entry("雨", "2012-05-06 09:30"),
    entry("同じ分", "2012-05-07 10:00"),
    entry("同じ分の別の題", "2012-05-07 10:00"),
    entry("花の日", "2012-05-08 11:00"),
    entry("無題", "2012-05-09 00:00"),
    entry("無題", "2012-05-10 00:00"),
    entry("ある", "2012-05-11 00:00", "/entry/known"),
  ];
  const addresses = await addressesIn(
    [
      "/1.html,題は違う,2012-05-06 09:30",
      "/2.html,同じ分,2012-05-07 10:00",
      "/3.html,同じ分の別の題,2012-05-07 10:00",
      "/4.html,花の日 | 庭の日記,",
      "/5.html,無題,",
      "/6.html,,2012-05-10",
      "/entry/known,ある,2012-05-11 00:00",
    ].join("\n"),
    zone,
  );
  const { paths, unpaired } = pairAddresses(entries, addresses);
  expect(Object.fromEntries(paths)).toEqual({
    0: "/1.html",
    1: "/2.html",
    2: "/3.html",
    3: "/4.html",
    4: "/5.html",
    5: "/6.html",
  });
  expect(unpaired).toEqual([]);
  const doubtful = pairAddresses(
    [entry("無題", "2012-05-09 00:00"), entry("無題", "2012-05-10 00:00")],
    await addressesIn("/5.html,無題,\n", zone),
  );
  expect(doubtful.paths.size).toBe(0);
  expect(doubtful.unpaired).toHaveLength(1);
});

test("a given address leads to the post: as an alias, in links, or as a note if it has a query", async () => {
  const posts = [
    entryText({
      meta: { TITLE: "雨" },
      body: '<p><a href="https://old.example/archives/2.html#a">花</a> <a href="https://old.example/?p=3">木</a></p>',
    }),
    entryText({ meta: { TITLE: "花", DATE: "05/07/2012 09:30:00" }, body: "<p>花</p>" }),
    entryText({ meta: { TITLE: "木", DATE: "05/08/2012 09:30:00" }, body: "<p>木</p>" }),
  ];
  const addresses = [
    "https://old.example/archives/1.html,雨,2012-05-06 09:30",
    "https://old.example/archives/2.html,花,2012-05-07 09:30",
    "https://old.example/?p=3,木,2012-05-08 09:30",
    "https://old.example/archives/9.html,無い記事,2020-01-01 00:00",
  ].join("\n");
  await using moved = await movedFolder({ "a.txt": posts.join("") }, { addresses });
  expect(moved.report.addresses).toEqual({
    paired: 3,
    unpaired: [{ path: "/archives/9.html", title: "無い記事" }],
  });
  expect(moved.posts.get("雨")).toContain("aliases: [/archives/1.html]");
  expect(moved.posts.get("雨")).toContain("[花](20120507-0930.md#a) [木](20120508-0930.md)");
  expect(moved.posts.get("木")).toContain("aliases: [/?p=3]");
  expect(moved.report.posts.map(({ notes }) => notes)).toEqual([[], [], ["queryAddress"]]);
  expect(await moved.again()).toMatchObject({ unchanged: 3 });
});

test("an address that contains a day is paired by the day, and by the title on a day with several posts", async () => {
  const entries = [
    ["雨", "2012-05-06 09:30"],
    ["花", "2012-05-06 20:00"],
    ["雨", "2012-05-07 09:30"],
  ].map(([title = "", date = ""]): AddressedEntry => {
    return { title, date: parseMoment(date, zone), oldPath: null };
  });
  const table =
    "/archives/20120506-2.html,花\n/archives/20120506-1.html,雨\n/2012/05/07/rain/,\n/p/20125.html,x\n";
  const { paths, unpaired } = pairAddresses(entries, await addressesIn(table, zone));
  expect(Object.fromEntries(paths)).toEqual({
    0: "/archives/20120506-1.html",
    1: "/archives/20120506-2.html",
    2: "/2012/05/07/rain/",
  });
  expect(unpaired).toMatchObject([{ path: "/p/20125.html", date: null }]);
});
