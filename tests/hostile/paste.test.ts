import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { markdownFromHtml } from "#engine/markdown/from-html/from-html.ts";
import { pastedText } from "#renderer/editor/paste/pasted-text.ts";
import { reportAttempts } from "#tests/support/attack.ts";
import { FiringBrowser } from "./support/firing-browser.ts";
import { activeParts, elementsOf } from "./support/page-parts.ts";
import { call, htmlVectors, markdownVectors } from "./support/techniques.ts";

const markdown = createMarkdown({ plainRuby: true });

/** Elements that Markdown from a pasted page can become, with the attributes that the program itself sets. */
const possible: Readonly<Record<string, RegExp>> = {
  a: /^(?:href|title|class|id|aria-.*|role|rel)$/,
  img: /^(?:src|alt|title|loading|decoding)$/,
  ol: /^(?:start|class)$/,
  ul: /^class$/,
  li: /^(?:class|id)$/,
  code: /^class$/,
  span: /^class$/,
  em: /^class$/,
  pre: /^(?:tabindex|role|aria-.*|class|lang)$/,
  div: /^(?:tabindex|role|aria-.*|class)$/,
  th: /^(?:style|class|scope)$/,
  td: /^(?:style|class)$/,
  section: /^(?:class|role|aria-.*)$/,
  sup: /^(?:class|id)$/,
  h1: /^id$/,
  h2: /^id$/,
  h3: /^id$/,
  h4: /^id$/,
  h5: /^id$/,
  h6: /^id$/,
  input: /^(?:type|disabled|checked|aria-.*|class)$/,
  figure: /^$/,
  figcaption: /^$/,
  ...Object.fromEntries(
    "p br strong del s blockquote table thead tbody tr hr ruby rt rp dl dt dd small sub kbd"
      .split(" ")
      .map((name) => [name, /^$/]),
  ),
};

function unasked(html: string): string[] {
  const foreign = elementsOf(html).flatMap(({ tagName, namespaceURI, attrs }) => {
    // The program draws formulas and diagrams from text
    if (/MathML|svg/.test(namespaceURI)) return [];
    const allowed = possible[tagName];
    if (!allowed) return [`<${tagName}>`];
    return attrs.filter(({ name }) => !allowed.test(name)).map(({ name }) => `${tagName} ${name}`);
  });
  return [...foreign, ...activeParts(html)];
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const quoted = (text: string): string => escaped(text).replaceAll('"', "&quot;");

/**
 * Clipboard contents that a page may provide: the vector as HTML, and as text that only Markdown interprets.
 */
const contexts: Readonly<Record<string, (vector: string) => string>> = {
  html: (vector) => `<p>${vector}</p>`,
  words: (vector) => `<p>${escaped(vector)}</p>`,
  "words in pieces": (vector) =>
    `<p>${escaped(vector).replaceAll("&lt;", "&lt;<span>").replaceAll("&gt;", "</span>&gt;")}</p>`,
  "words around marks": (vector) =>
    `<p>${escaped(vector)
      .replaceAll("&lt;", "&lt;<b></b>")
      .replace(/(\w)(\w)/, "$1<i>$2</i>")}</p>`,
  "references in pieces": (vector) =>
    `<p>${escaped(escaped(vector)).replaceAll("&amp;", "&amp;<wbr><b></b>")}</p>`,
  "after a backslash": (vector) => `<p>\\${escaped(vector)}\\<b>\\</b></p>`,
  "no-break spaces": (vector) => `<p>${escaped(vector).replaceAll(" ", "&nbsp;")}</p>`,
  heading: (vector) => `<h2>${escaped(vector)}</h2>`,
  "list item": (vector) => `<ol start='1"><img>'><li>${escaped(vector)}<ul><li>${vector}</ul></ol>`,
  cell: (vector) =>
    `<table><tr><th>${escaped(vector)}</th><th>x</th></tr><tr><td>|${escaped(vector)}</td></tr></table>`,
  "code in a cell": (vector) =>
    `<table><tr><th><code>x|${escaped(vector)}</code></th><th><pre><code>x \`\`\` ${escaped(vector)}</code></pre></th></tr></table>`,
  "table with a list": (vector) =>
    `<table style="background:red" onclick="${call}"><caption>${escaped(vector)}</caption><tr><td onclick="${call}"><ul><li>${vector}</ul></td><td>${vector}</td></tr></table>`,
  "table without end": (vector) => `<table><tr><td onclick=${call}><h2>x</h2><td>${vector}`,
  caption: (vector) =>
    `<table><caption>${escaped(vector)}</caption><tr><td>1</td><td>2</td></tr><tr><td>1</td><td>2</td></tr></table>`,
  ruby: (vector) => `<p><ruby>${escaped(vector)}<rt>${escaped(vector)}</rt>漢${escaped(vector)}</ruby></p>`,
  "ruby in pieces": (vector) => `<ruby>&lt;<rt>|</rt>${escaped(vector.replace("<", ""))}<rt>x</rt>|</ruby>`,
  code: (vector) => `<p><code>${escaped(vector)}</code></p>`,
  "code block": (vector) =>
    `<pre><code class="language-{onclick=${call}} language-x&quot;onclick=">${escaped(vector)}\n\`\`\`\n${escaped(vector)}</code></pre>`,
  preformatted: (vector) => `<pre>${escaped(vector)}</pre>`,
  "link text": (vector) => `<a href="https://example.com/" title="${quoted(vector)}">${escaped(vector)}</a>`,
  "link target": (vector) => `<a href="https://example.com/${quoted(vector)}">x</a>`,
  "whole link target": (vector) => `<a href="${quoted(vector)}">x</a>`,
  picture: (vector) =>
    `<img src="https://example.com/${quoted(vector)}" alt="${quoted(vector)}" title="${quoted(vector)}\\">`,
  "picture from elsewhere": (vector) => `<img src="${quoted(vector)}" alt="x">`,
  quotation: (vector) => `<blockquote>${escaped(vector)}</blockquote>`,
  comment: (vector) => `<p>&lt;<!-- x -->${escaped(vector)}</p>`,
  "item of Word": (vector) =>
    `<p style='mso-list:l0 level1'><!--[if !supportLists]--><span>1.</span><!--[endif]-->${escaped(vector)}</p>`,
  "Google Docs": (vector) =>
    `<b style="font-weight:normal"><span style="font-weight:700">${escaped(vector)}</span></b>`,
};

/** Positions of the caret: the texts before and after it. */
const places = [
  ["", ""],
  ["文", "文"],
  ["    ", ""],
  ["  ", "文"],
] as const;

test("pasted content becomes no unexpected element or attribute", async () => {
  const vectors = [...htmlVectors(), ...markdownVectors().map(escaped)];
  const succeeded: string[] = [];
  let tried = 0;
  for (const [name, context] of Object.entries(contexts)) {
    for (const vector of vectors) {
      tried += 1;
      const html = context(vector);
      const pasted = markdownFromHtml(html);
      for (const [before, after] of [places[0], places[1 + (tried % 3)] ?? places[0]]) {
        const text = `${before}${pastedText(pasted, before, after).text}${after}`;
        const found = unasked(markdown.render(text).html);
        if (found.length > 0)
          succeeded.push(`${name}: ${html} → ${JSON.stringify(text)} → ${found.join(", ")}`);
      }
    }
  }
  await reportAttempts("pasted HTML", { tried, succeeded });
});

test("nothing runs in a page of all pasted contents", async () => {
  const browser = await FiringBrowser.open();
  const chosen = Object.values(contexts);
  const vectors = [...htmlVectors(), ...markdownVectors().map(escaped)];
  const articles = vectors.flatMap((vector, index) =>
    [0, 1, 2].map((step) => {
      const context = chosen[(3 * index + step) % chosen.length] ?? escaped;
      return markdown.render(markdownFromHtml(context(vector))).html;
    }),
  );
  const body = `<!doctype html><html lang="ja"><meta charset="utf-8"><body>${articles.join("\n")}</body></html>`;
  const runs = await browser.runs("/pasted.html", { type: "text/html", body });
  await browser.close();
  await reportAttempts("a page of pasted HTML", {
    tried: articles.length,
    succeeded: runs ? ["something ran"] : [],
  });
});

test("a cell that spans a thousand million columns does not fill the memory", () => {
  const table =
    '<table><tr><td colspan="999999999">1</td><td colspan=" 1e9 ">2</td></tr><tr><td>3</td></tr></table>';
  expect(markdownFromHtml(table).length).toBeLessThan(200);
});

test("tables that contain lists and headings stay tables", () => {
  const table =
    "<table><tr><th>名</th><th>数</th></tr><tr><td><h2>雨</h2><ul><li>一</li><li>二</li></ul></td><td>1|2</td></tr></table>";
  expect(markdown.render(markdownFromHtml(table)).html).toMatch(
    /<td>.*雨.*一<br>.*二<\/td>\s*<td>1\|2<\/td>/,
  );
});
