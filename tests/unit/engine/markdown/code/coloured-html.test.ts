import fc from "fast-check";
import core from "highlight.js/lib/core";
import { expect, test } from "vitest";
import { highlight } from "#engine/markdown/code/highlight.ts";
import { languages } from "#engine/markdown/code/languages.ts";

/** highlight.js without changes. */
const original = core.newInstance();
for (const [name, { define }] of Object.entries(languages)) original.registerLanguage(name, define);

function originalHtml(code: string, language: string): string {
  const html = original.highlight(code, { language, ignoreIllegals: true }).value;
  return withoutPlainMarks(html).replaceAll("&quot;", '"').replaceAll("&#x27;", "'");
}

/** Removes the elements that have no colour in style sheets for highlight.js. */
function withoutPlainMarks(html: string): string {
  const ends: string[] = [];
  return html.replace(/<span class="([^"]*)">|<\/span>/g, (tag, name?: string) => {
    if (name === undefined) return ends.pop() ?? "";
    const isPlain = /^hljs-(?:punctuation|tag|params|function)$/.test(name);
    ends.push(isPlain ? "" : "</span>");
    return isPlain ? "" : tag;
  });
}

const samples: readonly (readonly [language: string, code: string])[] = [
  ["typescript", `class A<T> extends B { /** @param x & y */ m = async (x: T) => \`\${x + 1} <b>\`; }`],
  ["javascript", `const view = <p class='a'>{x && \`<\${y}>\`}</p>; // & 'quoted' "twice"`],
  ["xml", "<style>a > b { color: #222 }</style><script>if (a < b && c) f('x')</script><p title='&amp;'>"],
  ["python", '@wraps(f)\ndef f(x: int = 0x1F) -> str:\n    """doc"""\n    return f"{x!r} {y}"'],
  ["markdown", "# 題\n\n**太字** <b>`code`</b> [link](https://example.com/?a=1&b=2)"],
  ["bash", `for f in *.txt; do echo "$f \${x:-y}" | sed 's/a/b/' # note\ndone`],
  ["cpp", "#include <map>\ntemplate <class T> T f(T&& x) { return x << 2 ? 'a' : \"b\"; }"],
  ["php", "<p><?php class A { function f($x) { return \"$x\" . 'y'; } } ?></p>"],
  ["diff", "--- a\n+++ b\n -1 +1 \n-<old>\n+<new>"],
  ["yaml", "a: &b [1, 'x']\nc: *b # <%= ruby %>"],
];

test.each(samples)(
  "%s is highlighted as by highlight.js, with marks only for what has a colour",
  (language, code) => {
    expect(highlight(code, language)).toBe(originalHtml(code, language));
    expect(originalHtml(code, language)).toContain("hljs-");
  },
);

test("any part of code in any language is highlighted equally, also if it is cut off", () => {
  const pieces = samples.map(([, code]) => code).flatMap((code) => code.split(/(?<=[ \n])/));
  const code = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((list) => list.join(""));
  const language = fc.constantFrom(...Object.keys(languages));
  fc.assert(
    fc.property(language, code, (name, text) => {
      expect(highlight(text, name)).toBe(originalHtml(text, name));
    }),
    { numRuns: 400 },
  );
});
