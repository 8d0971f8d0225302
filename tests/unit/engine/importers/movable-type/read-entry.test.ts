import { describe, expect, test } from "vitest";
import { toIso } from "#engine/blog/dates/moment.ts";
import { importerFor } from "#engine/importers/registry.ts";
import { movedFolder } from "../moved-folder.ts";
import { entryText, fileOf, openExport, readOne } from "../export-files.ts";

test("metadata and pieces become a neutral entry", async () => {
  const entry = await readOne({
    meta: {
      BASENAME: "rainy-day",
      "PRIMARY CATEGORY": "日記",
      CATEGORY: ["日記", "天気"],
      TAGS: `"Movable Type",foo, 'a, b'`,
      CF50_MOOD: "よい",
    },
    body: "<p>一</p>",
    extended: "<p>続き</p>",
    excerpt: "<b>要約</b> &amp; 他",
    pieces: [
      [
        "COMMENT",
        "AUTHOR: taro\nEMAIL: taro@example.jp\nIP: 192.0.2.1\nDATE: 05/06/2012 10:00:00\nこんにちは",
      ],
      ["COMMENT", "SECRET: 1\nPASS: abc\nAUTHOR: jiro\n秘密"],
      ["PING", "TITLE: x\nURL: https://example.com/\nBLOG NAME: y\n抜粋"],
    ],
  });
  expect(entry).toMatchObject({
    key: "basename:rainy-day",
    title: "雨",
    state: "published",
    body: { format: "html", text: "<p>一</p>\n<!--more-->\n<p>続き</p>" },
    excerpt: "要約 & 他",
    category: "日記",
    tags: ["天気", "Movable Type", "foo", "a, b"],
    slug: "rainy-day",
    author: "hanako",
    comments: 2,
    trackbacks: 1,
    extra: { CF50_MOOD: "よい" },
    notes: [],
  });
  expect(JSON.stringify(entry)).not.toMatch(/example\.jp|192\.0\.2/);
});

describe("lines of hyphens in a text", () => {
  test("belong to the text if no piece follows", async () => {
    const entry = await readOne({
      body: "<p>前</p>\n-----\n<p>後</p>\n-----\n\nTITLE: 題ではない\nDATE: 昨日",
    });
    expect(entry.body.text).toBe("<p>前</p>\n-----\n<p>後</p>\n-----\n\nTITLE: 題ではない\nDATE: 昨日");
    expect([entry.title, entry.notes]).toEqual(["雨", ["dashes"]]);
  });

  test("are read in the escaped form of newer versions, with a tab", async () => {
    const entry = await readOne({ body: "<p>前</p>\n-----\t\n<p>後</p>\n--------\t" });
    expect(entry.body.text).toBe("<p>前</p>\n-----\n<p>後</p>\n--------");
    expect(entry.notes).toEqual([]);
  });
});

describe("dates", () => {
  test.each([
    ["05/06/2012 09:30:00 PM", "2012-05-06T21:30:00+09:00"],
    ["5/6/2012 12:00:01 am", "2012-05-06T00:00:01+09:00"],
    ["05/06/2012 12:00:00 PM", "2012-05-06T12:00:00+09:00"],
    ["05/06/2012 21:30:00", "2012-05-06T21:30:00+09:00"],
    [" 05/06/2012 21:30:00 ", "2012-05-06T21:30:00+09:00"],
  ])("%s", async (written, date) => {
    const entry = await readOne({ meta: { DATE: written } });
    expect(entry.date && toIso(entry.date)).toBe(date);
    expect(entry.notes).toEqual([]);
  });

  test.each([
    ["05/06/99 21:30:00", "1999-05-06T21:30:00+09:00"],
    ["05/06/04 21:30:00", "2004-05-06T21:30:00+09:00"],
    ["2012/05/06 21:30:00", "2012-05-06T21:30:00+09:00"],
    ["05/06/2012 21:30:00 -0500", "2012-05-06T21:30:00-05:00"],
    ["2012年5月6日 21:30", "2012-05-06T21:30:00+09:00"],
  ])("%s is read and noted", async (written, date) => {
    const entry = await readOne({ meta: { DATE: written } });
    expect(entry.date && toIso(entry.date)).toBe(date);
    expect(entry.notes).toEqual(["dateOdd"]);
  });

  test("a time that does not exist is noted", async () => {
    const entry = await readOne({ meta: { DATE: "02/30/2012 10:00:00" } });
    expect([entry.date, entry.notes]).toEqual([null, ["dateUnreadable"]]);
  });

  test("are in the requested time zone; without one, in Japan's for Japanese texts", async () => {
    const meta = { TITLE: "rain", DATE: "05/06/2012 21:30:00" };
    const dateIn = async (body: string, timeZone?: string): Promise<string> => {
      const options = { blogTimeZone: "Europe/Berlin", ...(timeZone ? { timeZone } : {}) };
      const { date } = await readOne({ meta, body }, options);
      return date ? toIso(date) : "";
    };
    expect(await dateIn("<p>rain</p>", "America/New_York")).toBe("2012-05-06T21:30:00-04:00");
    expect(await dateIn("<p>rain</p>")).toBe("2012-05-06T21:30:00+02:00");
    expect(await dateIn("<p>あめ</p>")).toBe("2012-05-06T21:30:00+09:00");
  });
});

describe("states", () => {
  test.each([
    ["Publish", "published"],
    ["publish", "published"],
    ["Draft", "draft"],
    ["Review", "draft"],
    ["Future", "scheduled"],
    ["Unpublish", "private"],
    ["Spam", "private"],
    ["Members", "unknown"],
  ])("%s", async (STATUS, state) => {
    expect((await readOne({ meta: { STATUS } })).state).toBe(state);
  });

  test.each([{ SECRET: "1" }, { "ENTRY PASSWORD": "abc" }, { PASS: "abc" }, { LIMITED: "1" }])(
    "%j makes a published entry private",
    async (meta) => {
      expect((await readOne({ meta })).state).toBe("private");
    },
  );

  test("without states, all entries are public; if other entries have one, the state is unknown", async () => {
    const bare = entryText({}).replace(/STATUS: .*\n/, "");
    const alone = await openExport([fileOf(bare)]);
    expect(alone.all.map(({ state }) => state)).toEqual(["published"]);
    const mixed = await openExport([fileOf(bare + entryText({}))]);
    expect(mixed.all.map(({ state }) => state)).toEqual(["unknown", "published"]);
  });
});

test("titles lose markup, not text", async () => {
  const titleOf = async (TITLE: string): Promise<string> => (await readOne({ meta: { TITLE } })).title;
  expect(await titleOf("雨 &amp; 風 &#9731; a < b")).toBe("雨 & 風 ☃ a < b");
  expect(await titleOf('晴れ<img class="emoji" src="a.gif" alt="☀">')).toBe("晴れ☀");
  expect(await titleOf("くもり&lt;img src=&quot;e/1.gif&quot; alt=&quot;&quot;&gt;")).toBe("くもり");
  expect(await titleOf("&lt;p&gt; の使い方")).toBe("<p> の使い方");
  expect(await titleOf("")).toBe("");
});

test("an entry that only contains comments is no post; names with slashes are kept", async () => {
  const file = fileOf(
    entryText({ meta: { "NO ENTRY": "1" } }) + entryText({ meta: { BASENAME: "2015/12/03/000200" } }),
  );
  const { all } = await openExport([file]);
  expect(all.map(({ key, slug }) => [key, slug])).toEqual([["basename:2015/12/03/000200", "000200"]]);
});

test("in very old files, the whole text follows START BODY", async () => {
  const file = fileOf("TITLE: 雨\nDATE: 05/06/2002 09:30:00\nSTART BODY\n<p>一</p>\n<p>二</p>\n--------\n");
  const { all } = await openExport([file]);
  expect(all.map(({ body }) => body.text)).toEqual(["<p>一</p>\n<p>二</p>"]);
});

test("escaped tags are noted, and converted to tags on request", async () => {
  const body = "&lt;p&gt;雨です。&lt;a href=&quot;https://example.com/&quot;&gt;傘&lt;/a&gt;&lt;/p&gt;";
  expect((await readOne({ body })).notes).toEqual(["escapedHtml"]);
  const read = await readOne({ body }, { unescapeHtml: true });
  expect(read.body.text).toBe('<p>雨です。<a href="https://example.com/">傘</a></p>');
  expect((await readOne({ body: "<p>&lt;p&gt;x&lt;/p&gt; と書く</p>" })).notes).toEqual([]);
});

test("an entry at which the file ends is no public post, and its text is kept", async () => {
  const text = entryText({ body: "<p>一</p>" }) + entryText({ body: "<p>二</p>" });
  const { all, files } = await openExport([fileOf(text.slice(0, text.indexOf("</p>", text.indexOf("二"))))]);
  expect(all.map(({ state, notes }) => [state, notes])).toEqual([
    ["published", []],
    ["unknown", ["cut"]],
  ]);
  expect(all[1]?.body.text).toBe("<p>二");
  expect(files[0]?.damage).toBeDefined();
});

test("converters leave out the line of five hyphens before the line of eight; such a file is whole", async () => {
  const entry = "TITLE: 雨\nSTATUS: Publish\nDATE: 05/06/2012 09:30:00\n-----\nBODY:\n<p>一</p>\n--------\n";
  const { all, files } = await openExport([fileOf(`${entry}\n${entry.replace("一", "二")}\n\n`, "a.txt", 5)]);
  expect(all.map(({ state, body, notes }) => [state, body.text, notes])).toEqual([
    ["published", "<p>一</p>", []],
    ["published", "<p>二</p>", []],
  ]);
  expect(files[0]?.damage).toBeUndefined();
});

test("exports with unusual keys, and old ones with START BODY, are recognised", async () => {
  for (const text of [
    entryText({ meta: { CF50_mood: "よい" } }),
    "TITLE: 雨\nDATE: 05/06/2001 10:00:00\nSTART BODY\nむかしの文\n--------\n",
  ])
    expect((await importerFor([fileOf(text)])).id).toBe("movable-type");
  expect((await readOne({ meta: { CF50_mood: "よい" } })).extra).toMatchObject({ CF50_MOOD: "よい" });
});

test("the address of an entry, which TypePad and others export, completes links and leads to the post", async () => {
  const at = (name: string) => ({ "UNIQUE URL": `http://niwa.example/blog/2012/05/${name}.html` });
  const text = [
    entryText({
      meta: { ...at("ame"), TITLE: "雨" },
      body: '<p><img src="/photos/ume.jpg"> <img src="http://niwa.example/b.jpg"> <a href="hana.html#a">花</a></p>',
    }),
    entryText({ meta: { ...at("hana"), TITLE: "花" }, body: "<p>花</p>" }),
  ].join("");
  await using moved = await movedFolder({ "export.txt": text });
  expect(moved.posts.get("雨")).toContain("aliases: [/blog/2012/05/ame.html]");
  expect(moved.posts.get("雨")).toContain(
    "![](http://niwa.example/photos/ume.jpg) ![](http://niwa.example/b.jpg) [花](20120506-0930b.md#a)",
  );
});

test("tags of FC2ブログ for emoji are named, because they stay in the text", async () => {
  expect((await readOne({ body: "<p>雨[絵文字:v-279]</p>" })).notes).toEqual(["shortcode"]);
  expect((await readOne({ body: "<p>[絵文字:とは]</p>" })).notes).toEqual([]);
});
