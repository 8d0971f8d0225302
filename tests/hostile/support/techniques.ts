/** The call that the tests look for; the code in every vector. */
export const call = "fired()";

/** The same call in other spellings, for filters that recognise brackets. */
const calls = [call, "fired`1`", "window['fi'+'red']()", "top.fired()"];

/** Event handlers that run without the user, and some that need a click. */
export const handlers = [
  "onerror",
  "onload",
  "onclick",
  "onfocus",
  "ontoggle",
  "onbegin",
  "onanimationstart",
  "onmouseover",
  "onpageshow",
  "onwheel",
  "onpointerenter",
  "oncontentvisibilityautostatechange",
] as const;

/** Elements with attributes that trigger one of their handlers. */
const hosts: readonly (readonly [open: string, close: string])[] = [
  ["img src=x", ""],
  ["svg", "</svg>"],
  ["details open", "<summary>x</summary></details>"],
  ["body", ""],
  ["input autofocus", ""],
  ["video src=x", "</video>"],
  ["math", "</math>"],
  ["marquee", "</marquee>"],
  ["x id=y tabindex=1", "</x>"],
  ["p style=content-visibility:auto", "</p>"],
];

/** URLs that run code. */
export const scriptAddresses = [
  `javascript:${call}`,
  `JaVaScRiPt:${call}`,
  `java\tscript:${call}`,
  `java\nscript:${call}`,
  ` \u0001javascript:${call}`,
  `javascript&colon;${call}`,
  `javascript&#58;${call}`,
  `&#106;&#97;&#118;&#97;script:${call}`,
  `&#x6A&#x61&#x76&#x61script:${call}`,
  `java&Tab;script:${call}`,
  `java&NewLine;script:${call}`,
  `javascript:%66ired()`,
  `javascript://%0A${call}`,
  `vbscript:${call}`,
  `data:text/html,<script>parent.${call}</script>`,
  `data:text/html;base64,${Buffer.from(`<script>parent.${call}</script>`).toString("base64")}`,
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${call}'/>`,
  `view-source:javascript:${call}`,
  `feed:javascript:${call}`,
] as const;

/** Elements that run code by themselves. */
const bare = [
  `<script>${call}</script>`,
  `<script src="data:text/javascript,${call}"></script>`,
  `<SCRIPT type=module>${call}</SCRIPT>`,
  `<script/x>${call}</script >`,
  `<scr<script>ipt>${call}</scr</script>ipt>`,
  `<svg><script>${call}</script></svg>`,
  `<svg><script href="data:text/javascript,${call}"/></svg>`,
  `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
  `<svg><a><animate attributeName=href values=javascript:${call} /><text y=20>x</text></a></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='${call}'/></svg>#x"/></svg>`,
  `<math><a xlink:href="javascript:${call}">x</a></math>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${call}&gt;">`,
  `<svg></p><style><a id="</style><img src=1 onerror=${call}>">`,
  `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${call}>`,
  `<template><img src=x onerror=${call}></template>`,
  `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
  `<iframe src="javascript:parent.${call}"></iframe>`,
  `<object data="javascript:${call}"></object>`,
  `<embed src="data:text/html,<script>${call}</script>">`,
  `<form action="javascript:${call}"><button>x</button></form>`,
  `<button formaction="javascript:${call}">x</button>`,
  `<isindex type=image src=1 onerror=${call}>`,
  `<base href="javascript:/${call}//">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${call}">`,
  `<link rel=stylesheet href="data:text/css,*{x:expression(${call})}">`,
  `<style>@import 'javascript:${call}';</style>`,
  `<p style="background:url(javascript:${call})">`,
  `<xml id=x><a><b>&lt;script&gt;${call}&lt;/script&gt;</b></a></xml>`,
  `<!--<img src="--><img src=x onerror=${call}//">`,
  `<![CDATA[<img src=x onerror=${call}>]]>`,
  `<?xml-stylesheet href="javascript:${call}"?>`,
  `<!DOCTYPE x [<!ENTITY y "<img src=x onerror=${call}>">]>&y;`,
  `<frameset onload=${call}>`,
  `<table background="javascript:${call}">`,
  `<a href="javascript:${call}">x</a>`,
  `<area href="javascript:${call}">`,
  `<keygen autofocus onfocus=${call}>`,
  `<select autofocus onfocus=${call}>`,
  `<dialog open onclose=${call}><form method=dialog><button>x</button></form></dialog>`,
] as const;

/** Spellings of a tag that filters may fail to recognise. */
const spellings: readonly ((open: string, attribute: string) => string)[] = [
  (open, attribute) => `<${open} ${attribute}>`,
  (open, attribute) => `<${open.toUpperCase()} ${attribute}>`,
  (open, attribute) => `<${open}/${attribute}//`,
  (open, attribute) => `<${open}\n${attribute}\n>`,
  (open, attribute) => `<${open}\f${attribute}>`,
  (open, attribute) => `<<${open} ${attribute}>`,
  (open, attribute) => `<${open} x="<b>" ${attribute} `,
  (open, attribute) => `"><${open} ${attribute}>`,
  (open, attribute) => `'><${open} ${attribute}>`,
  (open, attribute) => `--><${open} ${attribute}>`,
  (open, attribute) => `</title></textarea></style></script><${open} ${attribute}>`,
  (open, attribute) => `]]><${open} ${attribute}>`,
];

/** Ends of attributes, after which another attribute begins. */
const attributeEnds = ['" ', "' ", " ", '"/', "`", "\n"];

/**
 * Returns HTML fragments that try to run code: elements × handlers × spellings, and published special cases.
 */
export function htmlVectors(): string[] {
  const vectors: string[] = [...bare];
  hosts.forEach(([open, close], host) => {
    spellings.forEach((spell, spelling) => {
      const handler = handlers[(host + spelling) % handlers.length] ?? "onload";
      const called = calls[(host * 3 + spelling) % calls.length] ?? call;
      const value = spelling % 3 === 0 ? called : spelling % 3 === 1 ? `"${called}"` : `'${called}'`;
      vectors.push(spell(open, `${handler}=${value}`) + close);
    });
  });
  for (const end of attributeEnds) {
    for (const handler of handlers) vectors.push(`x${end}${handler}=${call} y=${end}`);
  }
  for (const address of scriptAddresses) {
    vectors.push(`<a href="${address}">x</a>`, `<iframe src='${address}'></iframe>`);
  }
  return [...new Set(vectors)];
}

/** Returns Markdown that tries to become an element, attribute or URL. */
export function markdownVectors(): string[] {
  return [
    ...scriptAddresses.flatMap((address) => [
      `[x](${address})`,
      `[x](<${address}>)`,
      `![x](${address})`,
      `<${address}>`,
    ]),
    ...scriptAddresses.map((address) => `[x]: ${address}\n\n[x]`),
    `[x](https://example.com/ "x\\" onmouseover=${call} y=")`,
    `![x" onerror="${call}](x)`,
    `{漢<img src=x onerror=${call}>字|かんじ}`,
    `｜漢字《<img src=x onerror=${call}>》`,
    `《《<img src=x onerror=${call}>》》`,
    `text {onclick=${call}}`,
    `text {#x" onclick="${call}}`,
    `\`\`\`x" onclick="${call}\nx\n\`\`\``,
    `::: note <img src=x onerror=${call}>\nx\n:::`,
    `$\\href{javascript:${call}}{x}$`,
    `$\\text{<img src=x onerror=${call}>}$`,
    `\`\`\`mermaid\nflowchart LR\n  a["<img src=x onerror=${call}>"] --> b\n  click a href "javascript:${call}"\n\`\`\``,
    `| <img src=x onerror=${call}> |\n| --- |\n| x |`,
    `x[^1]\n\n[^1]: <img src=x onerror=${call}>`,
    `\\<img src=x onerror=${call}>`,
    `\\\\<img src=x onerror=${call}>`,
    `&lt;img src=x onerror=${call}&gt;`,
    `\`\`<img src=x onerror=${call}>\``,
  ];
}

/** Code that a server would execute. */
export const serverVectors = [
  "<?php fired(); ?>",
  "<?= fired() ?>",
  "<? fired(); ?>",
  "<% fired %>",
  "<script language='php'>fired()</script>",
  '<!--#exec cmd="fired" -->',
  '<!--#include virtual="/fired" -->',
  '<!--<!--#echo var="fired" -->',
] as const;
