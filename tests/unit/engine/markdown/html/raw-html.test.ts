import { expect, test } from "vitest";
import { readTags, tagBalance } from "#engine/markdown/html/html-tags.ts";
import { htmlText, rewriteRawHtml } from "#engine/markdown/html/raw-html.ts";

test("tags are parsed with their quotes, and comments and scripts are skipped", () => {
  const html = '<a title="a > b">x</a><!-- <b> --><script>if (a < b) "<i>"</script><br/>1 < 2 <日本>';
  expect(readTags(html).map(({ name, closing }) => (closing ? `/${name}` : name))).toEqual([
    "a",
    "/a",
    "script",
    "/script",
    "br",
  ]);
});

test.each([
  ["<div><p>a</div>", undefined],
  ["<div><span>", { opens: ["div", "span"], closes: [] }],
  ["</div><section>", { opens: ["section"], closes: ["div"] }],
  ["<div><b></div>", undefined],
  ["<svg><path/></svg>", undefined],
  ["<table><tr><td>", { opens: ["table"], closes: [] }],
])("%s yields %j", (html, balance) => {
  expect(tagBalance(html)).toEqual(balance);
});

const rewriter = {
  link: (href: string) => `L(${href})`,
  poster: (src: string) => `P(${src})`,
  image: (src: string) => ({ src: `I(${src})`, isFirst: true }),
};

test.each([
  ['<a href="x">', '<a href="L(x)">'],
  ["<A class=y HREF=x>", '<A class=y HREF="L(x)">'],
  ["<a\nhref = 'a\"b'>", '<a\nhref = "L(a&quot;b)">'],
  ['<a data-href="x">', '<a data-href="x">'],
  [
    '<video src="v.mp4"><source src="w.mp4"></video>',
    '<video src="I(v.mp4)"><source src="I(w.mp4)"></video>',
  ],
  ['<video poster="p.jpg" src="v.mp4">', '<video poster="P(p.jpg)" src="I(v.mp4)">'],
  ["<video poster=p.jpg></video>", '<video poster="P(p.jpg)"></video>'],
  ['<script src="x"></script>', '<script src="x"></script>'],
  ['<p data-line="3" class="a">', '<p class="a">'],
  ["<a>x</a", "<a>x</a"],
])("URLs of %s", (html, expected) => {
  expect(rewriteRawHtml(html, rewriter)).toBe(expected);
});

const photograph = { src: "p.jpg", width: 3000, height: 2000, srcset: "p.480w.webp 480w" };

test.each([
  [
    "<img src=p.jpg>",
    '<img src=p.jpg width="3000" height="2000" srcset="p.480w.webp 480w"' +
      ' sizes="(max-width: 720px) 100vw, 720px" loading="lazy" decoding="async">',
  ],
  [
    '<img src="p.jpg" width="300" />',
    '<img src="p.jpg" width="300" height="200" srcset="p.480w.webp 480w"' +
      ' sizes="(max-width: 300px) 100vw, 300px" loading="lazy" decoding="async" />',
  ],
  [
    "<img src='p.jpg' height=100 loading=eager decoding=sync>",
    '<img src=\'p.jpg\' height=100 loading=eager decoding=sync width="150" srcset="p.480w.webp 480w"' +
      ' sizes="(max-width: 150px) 100vw, 150px">',
  ],
  [
    '<img src="p.jpg" width="50%" srcset="own.jpg 2x">',
    '<img src="p.jpg" width="50%" srcset="own.jpg 2x" loading="lazy" decoding="async">',
  ],
])("missing attributes of %s are added, existing ones stay", (html, expected) => {
  const image = { ...photograph, isFirst: false };
  expect(rewriteRawHtml(html, { link: (href) => href, poster: (src) => src, image: () => image })).toBe(
    expected,
  );
});

test("the text of HTML", () => {
  expect(htmlText("<p>一<br>二</p><style>p{}</style>三<!-- 四")).toBe("一 二 三");
  expect(htmlText("<td>一<b>二</b></td>\n<td>三")).toBe("一二 \n三");
  expect(htmlText("<p>A &amp; B&#39;s&nbsp;&lt;b&gt;</p>")).toBe("A & B's\u00A0<b>");
  expect(htmlText("<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>の話</p>")).toBe("漢字の話");
});
