import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { tagBalance } from "#engine/markdown/html/html-tags.ts";
import { renderBlocks } from "./render-blocks.ts";
import { postWithHtml, postWithNotes, richPost } from "./sample-texts.ts";

const fixture = new URL("../../../fixtures/commonmark/spec.json", import.meta.url);
const examples: readonly { number: number; markdown: string }[] = JSON.parse(readFileSync(fixture, "utf8"));
const texts: readonly (readonly [string, string])[] = [
  ["a rich post", richPost],
  ["a post with notes", postWithNotes],
  ["raw HTML across blocks", postWithHtml],
  [
    "a text that speaks of data-line",
    '<div data-line="7">\n\n` data-line="8"`\n\n</div>\n\n<b data-line="9">x</b>',
  ],
  ...examples.map((example): [string, string] => [`example ${example.number}`, example.markdown]),
];

const markdown = createMarkdown();
const breaking = createMarkdown({ breaks: true });

function withoutMarks(html: string): string {
  return html.replace(/ data-line="\d+"/g, "");
}

test.each(texts)("%s: blocks without line marks join to the published HTML", (_name, source) => {
  for (const pipeline of [markdown, breaking]) {
    const { blocks, ...whole } = renderBlocks(pipeline, source);
    expect(whole).toEqual(pipeline.render(source));
    expect(withoutMarks(blocks.map((block) => block.html).join(""))).toBe(whole.html);
  }
});

test.each(texts.slice(0, 3))("%s: blocks are in order and cover their lines", (_name, source) => {
  const { blocks } = renderBlocks(markdown, source);
  let end = 0;
  for (const block of blocks) {
    expect(block.startLine).toBeGreaterThanOrEqual(end);
    expect(block.endLine).toBeGreaterThanOrEqual(block.startLine);
    for (const [, line] of block.html.matchAll(/ data-line="(\d+)"/g)) {
      expect(Number(line)).toBeGreaterThanOrEqual(block.startLine);
      expect(Number(line)).toBeLessThan(block.endLine);
    }
    end = block.endLine;
  }
});

test("keys depend on the HTML, not on the line", () => {
  const keys = (source: string): string[] =>
    renderBlocks(createMarkdown(), source).blocks.map(({ key }) => key);
  expect(keys("\n\n一\n\n二")).toEqual(keys("一\n\n二"));
  expect(keys("一\n\n二。")[0]).toBe(keys("一\n\n二")[0]);
  expect(keys("一\n\n二。")[1]).not.toBe(keys("一\n\n二")[1]);
});

test("elements with a position in the text are marked with their line", () => {
  const { blocks } = renderBlocks(markdown, "# 題\n\n- 一\n- 二\n\n> 三\n\n|a|\n|-|\n|b|\n\n<p>四</p>");
  expect(
    blocks.flatMap(({ html }) =>
      [...html.matchAll(/<(\w+)[^>]* data-line="(\d+)"/g)].map(([, tag, line]) => `${tag} ${line}`),
    ),
  ).toEqual(["h1 0", "li 2", "li 3", "p 5", "tr 7", "tr 9", "p 11"]);
});

describe("raw HTML across blocks", () => {
  const { blocks } = renderBlocks(markdown, postWithHtml);

  test("is one block from the opening to the closing tag", () => {
    expect(blocks.map(({ startLine }) => startLine)).toEqual([0, 11, 13, 19, 21, 23, 31, 33]);
    expect(blocks[0]?.endLine).toBe(10);
  });

  test("leaves every block well-formed", () => {
    for (const { html } of blocks) expect(tagBalance(html)?.opens ?? []).toEqual([]);
  });

  test("that is never closed takes the rest of the text, as on the page", () => {
    const open = renderBlocks(markdown, "一\n\n<div>\n\n二\n\n三[^1]\n\n[^1]: 注");
    expect(open.blocks.map(({ startLine }) => startLine)).toEqual([0, 2]);
    expect(open.blocks[1]?.html).toContain("注");
  });
});
