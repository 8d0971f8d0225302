import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { SiteFactory } from "#engine/site/session/site-factory.ts";

const blogFolder = mkdtempSync(join(tmpdir(), "hitofude-markdown-settings-"));
afterAll(() => rmSync(blogFolder, { recursive: true }));
const factory = new SiteFactory({
  blogFolder,
  cacheFolder: join(blogFolder, ".hitofude", "cache"),
  blogId: "blog",
  themesFolder: blogFolder,
});

/** Renders a text as a blog with these settings does. */
function render(markdown: Record<string, boolean | number>, text: string, language = "ja"): string {
  const settings = blogSettingsSchema.parse({ title: "試験", language, markdown });
  return factory.pipelineFor(settings).markdown.render(text).html.trim();
}

const cases: readonly [setting: string, usual: boolean, text: string, on: string, off: string][] = [
  ["breaks", true, "一\n二", "<p>一<br>\n二</p>", "<p>一二</p>"],
  [
    "cjkEmphasis",
    true,
    "これは**「話」**です",
    "<p>これは<strong>「話」</strong>です</p>",
    "<p>これは**「話」**です</p>",
  ],
  [
    "bareLinks",
    true,
    "https://a.example/です",
    '<p><a href="https://a.example/" class="bare-link">https://a.example/</a>です</p>',
    "<p>https://a.example/です</p>",
  ],
  ["strictDefinitions", true, "[追記]: 直した", "<p>[追記]: 直した</p>", ""],
  ["strictListNumbers", true, "2022. 五月", "<p>2022. 五月</p>", '<ol start="2022">\n<li>五月</li>\n</ol>'],
  ["ruby", true, "{漢|かん}", "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>", "<p>{漢|かん}</p>"],
  [
    "plainRuby",
    false,
    "漢《かん》",
    "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>",
    "<p>漢《かん》</p>",
  ],
  ["uprightDigits", false, "第3回", '<p>第<span class="tcy">3</span>回</p>', "<p>第3回</p>"],
  [
    "callouts",
    true,
    "> [!TIP]\n> 茶",
    '<div class="box box-tip" role="note">\n<p class="box-title">ヒント</p>\n<p>茶</p>\n</div>',
    "<blockquote>\n<p>[!TIP]<br>\n茶</p>\n</blockquote>",
  ],
  [
    "galleries",
    true,
    "![一](a.png)\n![二](b.png)",
    '<div class="gallery"><figure><img src="a.png" alt="一" decoding="async"></figure>\n<figure><img src="b.png" alt="二" loading="lazy" decoding="async"></figure></div>',
    '<p><img src="a.png" alt="一" decoding="async"><br>\n<img src="b.png" alt="二" loading="lazy" decoding="async"></p>',
  ],
  [
    "embeds",
    true,
    "[曲](https://soundcloud.com/a/b)",
    '<div class="player audio" data-player="https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fa%2Fb&amp;auto_play=true"><a href="https://soundcloud.com/a/b"><span class="link-words" data-site="soundcloud.com">曲</span></a></div>',
    '<p><a href="https://soundcloud.com/a/b">曲</a></p>',
  ],
  [
    "headingLinks",
    true,
    "## 茶",
    '<h2 id="茶">茶<a class="heading-link" href="#茶" aria-label="この見出しへ"></a></h2>',
    '<h2 id="茶">茶</h2>',
  ],
  ["emoji", false, ":tea:", "<p>🍵</p>", "<p>:tea:</p>"],
  ["emphasisDots", true, "《《大事》》", '<p><em class="emphasis-dots">大事</em></p>', "<p>《《大事》》</p>"],
];

test.each(cases)("%s can be switched in blog.yaml and is %s by default", (setting, usual, text, on, off) => {
  expect(render({ [setting]: true }, text)).toBe(on);
  expect(render({ [setting]: false }, text)).toBe(off);
  expect(render({}, text)).toBe(usual ? on : off);
});

test("cjkLineJoin applies if line ends are not breaks", () => {
  expect(render({ breaks: false }, "一\n二")).toBe("<p>一二</p>");
  expect(render({ breaks: false, cjkLineJoin: false }, "一\n二")).toBe("<p>一\n二</p>");
  expect(render({}, "一\n二", "en")).toBe("<p>一二</p>");
});

test("a table of contents comes by itself from six headings on, or from another number", () => {
  const text = "## 題\n\n".repeat(5);
  expect(render({}, text)).not.toContain("<nav");
  expect(render({}, `${text}## 題`)).toContain("<nav");
  expect(render({ contentsFrom: 5 }, text)).toContain("<nav");
  expect(render({ contentsFrom: 0 }, `${text}## 題`)).not.toContain("<nav");
});

test("formulas and diagrams can be switched off", () => {
  expect(render({}, "$x$")).toContain("<math>");
  expect(render({ maths: false }, "$x$")).toBe("<p>$x$</p>");
  const diagram = "```mermaid\nflowchart TD\nA --> B\n```";
  expect(render({}, diagram)).toContain("<svg");
  expect(render({ diagrams: false }, diagram)).toContain('<code class="language-mermaid">');
});

test("excerpts have as many characters as fill the same space, or another number", () => {
  const lengthWith = (markdown: object, more = {}): number => {
    const settings = blogSettingsSchema.parse({ title: "試験", ...more, markdown });
    return factory.pipelineFor(settings).markdown.excerptLength;
  };
  expect(["ja", "zh-Hant", "ko", "en"].map((language) => lengthWith({}, { language }))).toEqual([
    100, 100, 100, 160,
  ]);
  expect(lengthWith({ excerptLength: 20 })).toBe(20);
});

test("every Markdown setting is tested here and documented", () => {
  const names = Object.keys(blogSettingsSchema.shape.markdown.unwrap().shape);
  const tested = [
    ...cases.map(([setting]) => setting),
    "cjkLineJoin",
    "contentsFrom",
    "maths",
    "diagrams",
    "excerptLength",
  ];
  expect(names.sort()).toEqual(tested.sort());
  const documentation = readFileSync(new URL("../../../../docs/markdown.md", import.meta.url), "utf8");
  expect(names.filter((name) => !documentation.includes(`\`${name}\``))).toEqual([]);
});
