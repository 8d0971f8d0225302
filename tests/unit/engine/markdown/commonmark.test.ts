import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { deliberateDifferences } from "./commonmark-differences.ts";

interface Example {
  readonly number: number;
  readonly section: string;
  readonly markdown: string;
  readonly html: string;
}

const fixture = new URL("../../../fixtures/commonmark/spec.json", import.meta.url);
const examples: readonly Example[] = JSON.parse(readFileSync(fixture, "utf8"));
const markdown = createMarkdown({ shownAddresses: false, serverCode: true });

/**
 * Removes what Hitofude adds to headings, images and code blocks.
 * Unifies the spelling of empty tags and quotation marks.
 */
function plainHtml(html: string): string {
  return html
    .replace(/(<h[1-6]) id="[^"]*"/g, "$1")
    .replace(/ (?:tabindex|loading|decoding)="\w+"/g, "")
    .replace(/<pre>.*?<\/pre>/gs, (code) => code.replace(/<\/?span[^>]*>/g, ""))
    .replaceAll(" />", ">")
    .replaceAll("<blockquote>\n</blockquote>", "<blockquote></blockquote>");
}

test("all examples of CommonMark 0.31.2 are present", () => {
  expect(examples).toHaveLength(652);
});

test.each(examples)("example $number, $section", ({ number, markdown: source, html }) => {
  const rendered = plainHtml(markdown.render(source).html);
  if (deliberateDifferences.has(number)) expect(rendered).not.toBe(plainHtml(html));
  else expect(rendered).toBe(plainHtml(html));
});

test("the documentation lists each difference", () => {
  const documentation = readFileSync(new URL("../../../../docs/markdown.md", import.meta.url), "utf8");
  const [, table = ""] = /## Deliberate differences(.*?)\n\n`/s.exec(documentation) ?? [];
  const named = [...table.matchAll(/(\d+)(?:–(\d+))?/g)].flatMap(([, first, last = first]) => {
    const count = Number(last) - Number(first) + 1;
    return Array.from({ length: count }, (_, index) => Number(first) + index);
  });
  expect(named.filter((number) => number < 653 && number !== 999)).toEqual([...deliberateDifferences.keys()]);
});
