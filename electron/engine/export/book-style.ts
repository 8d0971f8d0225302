const serif =
  '"Hiragino Mincho ProN", "BIZ UDMincho", "Yu Mincho", YuMincho, "Noto Serif CJK JP", "Noto Serif JP", serif';
const sans =
  '"Hiragino Sans", "BIZ UDPGothic", "Yu Gothic Medium", "Yu Gothic", Meiryo, "Noto Sans CJK JP", sans-serif';

/** Returns the CSS for the text of a book, in reading systems, in browsers and on paper. */
export function bookStyle({ vertical }: { readonly vertical: boolean }): string {
  return vertical ? verticalText + text + verticalParts : text;
}

const verticalText = `html {
  -epub-writing-mode: vertical-rl;
  -webkit-writing-mode: vertical-rl;
  writing-mode: vertical-rl;
}
`;

const text = `body { margin: 0; line-height: 1.8; font-family: ${serif}; line-break: strict; overflow-wrap: break-word; }
:lang(en) { line-height: 1.6; hyphens: auto; }
h1, h2, h3, h4, h5, h6 { margin-block: 2em 1em; font-weight: bold; line-height: 1.5; break-after: avoid; page-break-after: avoid; hyphens: none; }
h1 { margin-block: 0 .5em; font-size: 1.5em; }
h2 { font-size: 1.25em; }
h3 { font-size: 1.1em; }
h4, h5, h6 { font-size: 1em; }
.date { margin-block: 0 2em; color: #666; font-size: .85em; }
p { margin-block: 0 1em; orphans: 2; widows: 2; }
em:lang(ja) { font-style: normal; font-weight: bold; }
em.emphasis-dots { font-style: normal; font-weight: inherit; -epub-text-emphasis-style: filled sesame; -webkit-text-emphasis: filled sesame; text-emphasis: filled sesame; }
rt { font-size: .5em; font-weight: normal; }
blockquote { margin: 1em 1.5em; color: #555; }
img, svg { max-width: 100%; max-height: 100%; height: auto; }
figure { margin: 1.5em 0; break-inside: avoid; page-break-inside: avoid; }
figcaption { color: #666; font-size: .85em; }
hr { margin: 2em auto; border: 0; border-block-start: 1px solid #999; inline-size: 30%; }
table { border-collapse: collapse; font-size: .9em; line-height: 1.5; }
th, td { padding: .3em .8em .3em 0; border-bottom: 1px solid #bbb; text-align: left; vertical-align: top; }
tr { break-inside: avoid; page-break-inside: avoid; }
code, kbd, samp, pre { font-family: ui-monospace, Consolas, "Liberation Mono", "Noto Sans Mono CJK JP", monospace; font-size: .85em; }
pre { padding: .8em 1em; border: 1px solid #ccc; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
.box { margin: 1.5em 0; padding: .5em 1em; border: 1px solid #bbb; break-inside: avoid; page-break-inside: avoid; }
.box-title, summary { font-family: ${sans}; font-size: .9em; font-weight: bold; }
.box-warning { border-width: 2px; }
ul:lang(ja) { list-style-type: "・"; }
li.task { list-style: none; }
.footnote-ref { font-size: .75em; vertical-align: super; line-height: 1; }
.footnotes { margin-block-start: 3em; padding-block-start: 1em; border-block-start: 1px solid #bbb; font-size: .85em; }
.visually-hidden { display: none; }
.title-page h1 { margin-block: 20% 1em; font-size: 2em; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav ol ol { padding-inline-start: 1.5em; }
`;

/** Styles for vertical text: some elements stay horizontal, and short numbers stand upright. */
const verticalParts = `.tcy { -epub-text-combine: horizontal; -webkit-text-combine: horizontal; text-combine-upright: all; }
blockquote { margin: 1.5em 1em; }
figure, pre, table, .maths, .diagram { -epub-writing-mode: horizontal-tb; -webkit-writing-mode: horizontal-tb; writing-mode: horizontal-tb; margin: 0 1.5em; }
pre { max-width: 32em; }
.footnote-ref { vertical-align: baseline; }
`;

/** Returns the additional CSS of a book that is exported as one HTML page, for screen and paper. */
export function pageStyle({ vertical }: { readonly vertical: boolean }): string {
  const measure = vertical
    ? ".book { block-size: auto; inline-size: min(calc(100vh - 4rem), 40em); padding: 2rem; }"
    : ".book { max-inline-size: 38em; margin: 0 auto; padding: 2rem 1.25rem 4rem; }";
  return `:root { color-scheme: light; background: #fff; color: #111; }
${measure}
a { color: #1f5a86; }
.chapter { margin-block-start: 5em; }
.chapter:first-child { margin-block-start: 0; }
@page { margin: 20mm 18mm; }
@media print {
  body { font-size: 10.5pt; }
  .book { max-inline-size: none; inline-size: auto; padding: 0; }
  .chapter { margin: 0; break-before: page; }
  .chapter:first-child { break-before: auto; }
  a { color: inherit; }
  .contents-list a { text-decoration: none; }
  a[href^="http"]:not(.bare-link)::after { content: " (" attr(href) ")"; font-size: .8em; overflow-wrap: anywhere; }
}
`;
}
