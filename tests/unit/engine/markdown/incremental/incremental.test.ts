import { describe, expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { createIncrementalRenderer } from "#engine/markdown/incremental/incremental.ts";
import type {
  RenderContext,
  RenderedBlocks,
  RenderedMarkdown,
} from "#engine/markdown/types/markdown-types.ts";
import { renderBlocks } from "../render-blocks.ts";
import { postWithHtml, postWithNotes, richPost } from "../sample-texts.ts";

/** Returns numbers between 0 and 1 that are the same in each run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const insertions = [
  ..."あ字a 「」。、*_`~[](){}<>#-=|:>!\\\n\n\n《》｜|^",
  "\n\n",
  "\n```\n",
  "\n~~~js\n",
  "\n```mermaid\nflowchart TD\n A --> B\n",
  "\n B --> C\n",
  "\n:::\n",
  "\n::: details 題\n",
  "    ",
  "  ",
  "\n- ",
  "\n1. ",
  "\n2022. ",
  "\n> ",
  "\n> [!NOTE]\n",
  ":tea:",
  "\n# 見出し\n",
  "\n## まとめ\n",
  "{#top}",
  "\n<div>\n",
  "\n</div>\n",
  "<!--",
  "-->",
  "\n[ref]: https://example.com/b\n",
  "\n[x]: y\n",
  "[ref]",
  "[^1]",
  "\n[^1]: 注\n",
  "^[注]",
  "![絵](z.png)",
  "\n[toc]\n",
  "\n: 説明\n",
  "\n---\n",
  "\n|a|b|\n|-|-|\n",
  "\t",
  "\r\n",
  "C:\\*.txt",
];

function edit(text: string, random: () => number): string {
  const position = Math.floor(random() * (text.length + 1));
  const kind = random();
  if (kind < 0.5) {
    const insertion = insertions[Math.floor(random() * insertions.length)] ?? "";
    return text.slice(0, position) + insertion + text.slice(position);
  }
  if (kind < 0.85) return text.slice(0, position) + text.slice(position + 1 + Math.floor(random() * 6));
  if (kind < 0.95) {
    const end = position + Math.floor(random() * 120);
    const target = Math.floor(random() * text.length);
    return text.slice(0, target) + text.slice(position, end) + text.slice(target);
  }
  return text.slice(0, position) + text.slice(position + Math.floor(random() * 200));
}

function withoutBlocks({ blocks: _blocks, ...rendered }: RenderedBlocks): RenderedMarkdown {
  return rendered;
}

const context: RenderContext = {
  resolveLink: (href) => (href.endsWith(".md") ? `/posts/${href}` : href),
  resolveImage: (src) => ({ src: `/media/${src}`, width: 10, height: 20 }),
};

const texts: readonly (readonly [string, string])[] = [
  ["a rich post", richPost],
  ["a post with notes", postWithNotes],
  ["raw HTML across blocks", postWithHtml],
  ["one after the other", `${postWithHtml}\n${richPost}\n${richPost}`],
  ["nothing", ""],
];

describe.each(texts)("random edits of %s", (_name, original) => {
  test.each([false, true])("yield the same as a full rendering (breaks: %s)", (breaks) => {
    const markdown = createMarkdown({ breaks, contentsFrom: 3, headingLinks: true, emoji: true });
    for (let seed = 1; seed <= 8; seed++) {
      const random = randomNumbers(seed);
      const renderer = createIncrementalRenderer(markdown, context);
      let text = original;
      for (let step = 0; step < 40; step++) {
        text = edit(text, random);
        const rendered = renderer.render(text);
        expect(rendered, JSON.stringify(text)).toEqual(renderBlocks(markdown, text, context));
        expect(withoutBlocks(rendered), JSON.stringify(text)).toEqual(markdown.render(text, context));
      }
    }
  });
});

test("an edit parses only the blocks around it", () => {
  const markdown = createMarkdown();
  let parsed = 0;
  const counting: RenderContext = {
    resolveLink: (href) => {
      parsed++;
      return href;
    },
  };
  const renderer = createIncrementalRenderer(markdown, counting);
  const paragraphs = Array.from({ length: 500 }, (_, index) => `段落${index} [記事](${index}.md)`);
  renderer.render(paragraphs.join("\n\n"));
  expect(parsed).toBe(500);
  parsed = 0;
  paragraphs[250] += "あ";
  const rendered = renderer.render(paragraphs.join("\n\n"));
  expect(parsed).toBeLessThan(10);
  expect(rendered.html).toContain("記事</a>あ");
});

test.each([
  ["the only reference to a note", "[^a]", ""],
  ["the definition of a note", "[^a]: 注", ""],
  ["the first of two headings of the same words", "## 同じ", "段落"],
  ["the first image", "![一](a.png)", ""],
  ["a definition", "[r]: /r", ""],
])("removing %s changes distant blocks", (_name, removed, replacement) => {
  const filler = "段落\n\n".repeat(10);
  const text = [
    "本文[^a]です [r]",
    "## 同じ",
    "![一](a.png)",
    "[^a]: 注",
    "## 同じ",
    "![二](b.png)",
    "[r]: /r",
    "[r]",
  ].join(`\n\n${filler}`);
  const markdown = createMarkdown();
  const renderer = createIncrementalRenderer(markdown);
  expect(renderer.render(text)).toEqual(renderBlocks(markdown, text));
  const edited = text.replace(removed, replacement);
  expect(renderer.render(edited)).toEqual(renderBlocks(markdown, edited));
  expect(renderer.render(text)).toEqual(renderBlocks(markdown, text));
});
