import fc from "fast-check";
import { expect, test } from "vitest";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { compareBlocks } from "#engine/markdown/comparison/compare-blocks.ts";
import { compareHtml } from "#engine/markdown/comparison/compare-html.ts";
import { htmlTokens } from "#engine/markdown/comparison/html-tokens.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";

test("added and removed words are marked in place, in the markup of the newer text", () => {
  expect(compareHtml("<p>静かな雨です。</p>", "<p>静かな雪でした。</p>")).toBe(
    '<p>静かな<del class="hf-del">雨</del><ins class="hf-ins">雪</ins>で<del class="hf-del">す</del><ins class="hf-ins">した</ins>。</p>',
  );
  expect(
    compareHtml(
      '<p data-line="3">A <em>quick</em> fox.</p>',
      '<p data-line="5">A <strong>quick</strong> fox.</p>',
    ),
  ).toBe('<p data-line="5">A <strong>quick</strong> fox.</p>');
});

test("removed white space leaves nothing behind", () => {
  expect(compareHtml("<p>word </p><p>two words</p>", "<p>word</p><p>two words</p>")).toBe(
    "<p>word</p><p>two words</p>",
  );
});

test("rewritten blocks, and blocks that marks would break, are shown completely", () => {
  expect(compareHtml("<p>雨の朝。</p>", "<p>Nothing of it remained at all.</p>")).toBeNull();
  const table = (cell: string) => `<table><tr><td>a</td>${cell}</tr></table>`;
  expect(compareHtml(table("<td>b</td>"), table(""))).toBeNull();
});

const block = (html: string, line: number): PreviewBlock => ({
  key: html,
  html,
  startLine: line,
  endLine: line + 1,
});

test("equal blocks stay unchanged, and the line of the first difference is returned", () => {
  const older = ["<p>あ</p>", "<p>消える段落です。</p>", "<p>い</p>"].map(block);
  const newer = ["<p>あ</p>", "<p>い</p>", "<p>増えた段落です。</p>"].map(block);
  const { blocks, changes, firstLine } = compareBlocks(older, newer);
  expect(changes).toBe(2);
  expect(firstLine).toBe(1);
  const [first, removed, kept, added] = blocks;
  expect(first?.html).toMatch(/^<style>[\s\S]*<p>あ<\/p>$/);
  expect(removed?.html).toBe('<div class="hf-block hf-block-del"><p>消える段落です。</p></div>\n');
  expect(kept?.html).toBe("<p>い</p>");
  expect(added?.html).toBe('<div class="hf-block hf-block-ins"><p>増えた段落です。</p></div>\n');
  expect(compareBlocks(older, older).changes).toBe(0);
});

test("a changed table or code block is shown before and after", () => {
  const { blocks, changes } = compareBlocks(
    [block("<pre><code>a\nb\nc</code></pre>", 0)],
    [block("<pre><code>a\nb\nd</code></pre>", 0)],
  );
  // Marks inside code do no harm as long as no tag is added or removed.
  expect(changes).toBe(1);
  expect(blocks[0]?.html).toContain('<del class="hf-del">c</del><ins class="hf-ins">d</ins>');
});

test("joined tokens equal the HTML, and a comparison without marks equals the newer HTML", () => {
  const markdown = createMarkdown({ breaks: true });
  const words = fc.constantFrom(
    "雨",
    "の",
    "朝",
    "**強く**",
    "`code`",
    " word ",
    "[link](a.html)",
    "\n",
    "\n\n",
    "- item\n",
    "{漢字|かんじ}",
    "&amp;",
    "<b>",
  );
  const text = fc.array(words, { minLength: 1, maxLength: 24 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [older, newer] = [markdown.render(a).html, markdown.render(b).html];
      expect(
        htmlTokens(newer)
          .map(({ html }) => html)
          .join(""),
      ).toBe(newer);
      const compared = compareHtml(older, newer);
      if (compared === null) return;
      const plain = compared
        .replace(/<del class="hf-del">.*?<\/del>/gs, "")
        .replace(/<ins class="hf-ins">(.*?)<\/ins>/gs, "$1");
      expect(plain.replace(/\s+/g, " ")).toBe(newer.replace(/\s+/g, " "));
    }),
  );
});
