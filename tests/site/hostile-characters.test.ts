import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readEveryFeed, type FeedEntry, entriesOfFeedparser, feedsmithReaders } from "./support/feeds.ts";
import { elementsNamed, parsePage, parsePiece, textIn } from "./support/html.ts";
import { pathsEnding, readText, sites } from "./support/sites.ts";

/**
 * Matches characters that neither XML 1.0 nor HTML may contain.
 * Lone surrogates cannot be in well-formed UTF-8.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it must find
const illegal = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\p{Noncharacter_Code_Point}]/u;
const textEndings = [".html", ".xml", ".json", ".txt", ".css", ".svg"];

test("every text file of every site is well-formed UTF-8 without a byte order mark and without illegal characters", () => {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  for (const site of sites) {
    for (const path of textEndings.flatMap((ending) => pathsEnding(site, ending))) {
      const text = decoder.decode(readFileSync(join(site.folder, path)));
      expect(illegal.exec(text)?.index, `${site.name}: ${path}`).toBeUndefined();
      expect(text.startsWith("\uFEFF"), `${site.name}: ${path}`).toBe(false);
    }
  }
});

/** The posts of hostile-posts.ts by the end of their URL, with the expected results. */
const expected: readonly {
  readonly page: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly summary?: string;
}[] = [
  {
    page: "20240101-0000.html",
    title: "終わりの ]]> 印",
    text: ["文の中の ]]> と <![CDATA[ x ]]> と、", "<![CDATA[ 箱 ]]>"],
    summary: "]]> & <b>要約</b>",
  },
  {
    page: "20240102-0000.html",
    title: "前後",
    text: ["戻る、縦、紙", "、逃、消、制御、外、行\u2028段\u2029、幅なし\u200b、順"],
  },
  { page: "20240103-0000.html", title: "半分  と  の題", text: ["参照の \uFFFD と \uFFFD と \uFFFD と"] },
  { page: "20240104-0000.html", title: "👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿", text: [] },
  { page: "20240109-0000.html", title: "</title><script>alert(1)</script> & <b>題</b> -->", text: [] },
  {
    page: "20240111-0000.html",
    title: "{{ bar }} と {% raw %}",
    text: ["{{ bar }} と {% if x %} と {{ site.title }} は、", "{{ 'a' | upcase }}{% endraw %}"],
  },
  { page: "20240112-0000.html", title: "100% と %E3%81%82 と \\\\ と \"引用\" と '記号'", text: [] },
];

describe.each(sites.filter(({ blog }) => blog === "hostile"))("$name", (site) => {
  test("every parser reads the hostile texts unchanged from every format", () => {
    const readings: FeedEntry[][] = [
      ...readEveryFeed()
        .filter((found) => found.site.name === site.name && !found.path.includes("/"))
        .map(({ feed }) => entriesOfFeedparser(feed)),
      ...Object.values(feedsmithReaders).map((read) => read(site)),
    ];
    expect(readings).toHaveLength(5);
    for (const entries of readings) {
      for (const { page, title, text, summary } of expected) {
        const found = entries.find(({ url }) => url.endsWith(page));
        expect(found?.title, page).toBe(title);
        for (const words of text) expect(textIn(parsePiece(found?.html ?? "")), page).toContain(words);
        if (summary !== undefined) expect(found?.summary).toBe(summary);
      }
    }
  });

  test.each(expected)(
    "the page $page contains its hostile texts unchanged",
    ({ page: path, title, text }) => {
      const page = parsePage(readText(site, path));
      const shown = elementsNamed(page, "h1").map(textIn);
      expect(shown.map((heading) => heading.replace(/^■/, ""))).toEqual([title]);
      expect(elementsNamed(page, "title").map(textIn)[0]).toBe(`${title} - ]]> 堂 日々の <記> & "覚え"`);
      for (const words of text) expect(textIn(page), path).toContain(words);
      // The program's own script comes from a file; only the data are in the page.
      const scripts = elementsNamed(page, "script").map((script) => script.attrs[0]);
      expect(scripts).toEqual([
        { name: "src", value: expect.stringMatching(/(?:^|\/)assets\/page\.[0-9a-f]{8}\.js$/) },
        { name: "type", value: "application/ld+json" },
      ]);
    },
  );
});
