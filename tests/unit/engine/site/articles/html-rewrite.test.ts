import { expect, test } from "vitest";
import { rewriteHtml, withoutHighlighting } from "#engine/site/articles/html-rewrite.ts";

const base = "https://example.com/diary/2022/a.html";
const absolute = (html: string): string =>
  rewriteHtml(html, { dropIds: true, url: (value) => new URL(value, base).href });

test.each([
  ['<a href="../b.html?x=1&amp;y=2">b</a>', '<a href="https://example.com/diary/b.html?x=1&amp;y=2">b</a>'],
  [
    "<img src='c d.png' alt='<a href=x>'>",
    "<img src=\"https://example.com/diary/2022/c%20d.png\" alt='<a href=x>'>",
  ],
  ["<img src=c.png>", '<img src="https://example.com/diary/2022/c.png">'],
  ['<a href="#fn1">1</a>', '<a href="https://example.com/diary/2022/a.html#fn1">1</a>'],
  ['<video poster=" p.jpg ">', '<video poster="https://example.com/diary/2022/p.jpg">'],
  [
    '<img srcset="a.png 1x, b,c.png 2x">',
    '<img srcset="https://example.com/diary/2022/a.png 1x, https://example.com/diary/2022/b,c.png 2x">',
  ],
  [
    '<img srcset=" a.png 1x,b.png 2x,, c.png, d.png ,e.png 9w 9h">',
    `<img srcset="${["a.png 1x", "b.png 2x", "c.png", "d.png", "e.png 9w 9h"]
      .map((image) => `https://example.com/diary/2022/${image}`)
      .join(", ")}">`,
  ],
  ['<img srcset=" , ">', '<img srcset="">'],
  ['<h2 id="x" class="y">t</h2>', '<h2 class="y">t</h2>'],
  ['<A HREF = "b.html">', '<A HREF="https://example.com/diary/2022/b.html">'],
  ['<a\n href="b.html"\n>', '<a\n href="https://example.com/diary/2022/b.html"\n>'],
])("%s", (html, expected) => {
  expect(absolute(html)).toBe(expected);
});

test.each([
  ['<p><img src="a.png"></p>', '<p><img src="a.png" loading="lazy"></p>'],
  ['<IMG src="a.png" />', '<IMG src="a.png" loading="lazy" />'],
  ['<img loading="eager" src="a.png">', '<img loading="eager" src="a.png">'],
  ['<image href="a.png"/>', '<image href="a.png"/>'],
])("further down a page, %s is loaded lazily", (html, expected) => {
  expect(rewriteHtml(html, { dropIds: true, isLazy: true, url: (value) => value })).toBe(expected);
});

test.each([
  '<!-- <a href="x"> -->',
  "<script>document.write('<a href=\"x\">')</script>",
  '<style>a { background: url("x") } /* <a href="x"> */</style>',
  'a < b and <a href="x',
  '</a href="x">',
  '<p title="href=x src=y">3 > 2 &lt;a href="x"&gt;</p>',
  '<code>&lt;img src="x"&gt;</code>',
  '<input disabled value="src=1">',
  "<",
  "",
])("%s is unchanged", (html) => {
  expect(absolute(html)).toBe(html);
});

test("markup continues after a script, a comment and a bare sign", () => {
  expect(absolute('<script>a<b</script><!-- > -->1 < 2 <a href="b">')).toContain(
    '<a href="https://example.com/diary/2022/b">',
  );
});

test("a quote in the new URL cannot end the attribute", () => {
  const html = rewriteHtml('<a href="x">', { dropIds: false, url: () => '"><script>' });
  expect(html).toBe('<a href="&quot;&gt;&lt;script&gt;">');
});

test.each([
  [
    '<p><code>a</code></p><pre><code class="language-html">&lt;<span class="hljs-name">b</span>&gt;<span class="language-css"><span class="hljs-attr">x</span></span></code></pre><p><span>c</span></p>',
    '<p><code>a</code></p><pre><code class="language-html">&lt;b&gt;x</code></pre><p><span>c</span></p>',
  ],
  // Marks of the author have a meaning of their own.
  ['<code class="language-js"><span class="hljs-string">a</span><span id="b">b</span></code>', null],
  ['<p><span class="hljs-string">a</span></p>', null],
  ['<pre><code class="language-js">a', null],
])("code loses the marks that colour it, and nothing else: %s", (html, expected) => {
  expect(withoutHighlighting(html)).toBe(expected ?? html);
});
