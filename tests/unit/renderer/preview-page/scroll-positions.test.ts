import type { Frame } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PreviewBrowser } from "./support/preview-browser.ts";

/** Positions of Markdown lines on the page, in a real browser, with HTML of the real engine. */
let browser: PreviewBrowser;
let page: Frame;
beforeAll(async () => {
  browser = await PreviewBrowser.open();
});
afterAll(() => browser.close());

const sentence = "雨の日に聞く静けさのことを、短く書いておきます。";
const filler = (count: number, name: string): string =>
  Array.from({ length: count }, (_, index) => `${name}${index}。${sentence.repeat(4)}`).join("\n\n");

/** Shows Markdown between enough text to scroll. Returns the 0-based line at which it begins. */
async function show(markdown: string): Promise<number> {
  page = await browser.load("");
  await browser.write(`${filler(20, "前")}\n\n${markdown}\n\n${filler(20, "後")}`);
  return 40;
}

async function scrollTo(line: number): Promise<void> {
  await browser.window.evaluate((to) => globalThis.preview.send({ type: "scroll", line: to }), line);
  await page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r))));
}

/** Returns the distance of the anchor from the window's top edge. */
const anchor = (): Promise<number> =>
  page.evaluate(() => {
    const range = document.documentElement.scrollHeight - document.documentElement.clientHeight;
    return document.documentElement.clientHeight * (scrollY / range);
  });

/** Returns how far the middle of the line of the `n`th character of an element is above the anchor. */
async function distance(selector: string, character: number): Promise<number> {
  const middle = await page.evaluate(
    ([find, at]) => {
      const element = document.querySelector(find);
      if (!element) throw new Error(`no ${find}`);
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let left = at;
      for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
        if (node.parentElement?.closest("rt, rp")) continue;
        if (left >= node.length) {
          left -= node.length;
          continue;
        }
        const range = document.createRange();
        range.setStart(node, left);
        range.setEnd(node, left + 1);
        const { top, bottom } = range.getBoundingClientRect();
        return (top + bottom) / 2;
      }
      throw new Error("no such character");
    },
    [selector, character] as const,
  );
  return (await anchor()) - middle;
}

test("each fraction of a long wrapped paragraph leads to the line of the corresponding character", async () => {
  const text = Array.from({ length: 200 }, (_, index) => `${sentence}（${index}）`).join("");
  const line = await show(text);
  const pitch = await page.evaluate(() => {
    const range = document.createRange();
    const node = document.querySelector("p[data-line='40']")?.firstChild;
    if (!node) throw new Error("no paragraph");
    range.setStart(node, 0);
    range.setEnd(node, 1);
    return range.getBoundingClientRect().height;
  });
  for (const share of [0.1, 0.25, 0.5, 0.731, 0.9]) {
    await scrollTo(line + share);
    const off = await distance("p[data-line='40']", Math.floor(text.length * share));
    // Half a line, because the position may be anywhere in the line, and a pixel for rounding.
    expect(Math.abs(off), `at ${share}`).toBeLessThanOrEqual(pitch / 2 + 1);
  }
});

test("addresses in a paragraph, which are only in the text, do not distort positions", async () => {
  const before = sentence.repeat(10);
  const address = `https://example.com/${"a/".repeat(300)}`;
  const source = `${before}[言葉](${address})${sentence.repeat(10)}`;
  const line = await show(source);
  await scrollTo(line + (before.length + 2) / source.length);
  expect(Math.abs(await distance("p[data-line='40']", before.length + 1))).toBeLessThan(16);
});

test("lines of code follow each other between the paddings", async () => {
  const code = Array.from({ length: 40 }, (_, index) => `const value${index} = ${index};`).join("\n");
  const line = await show(`\`\`\`js\n${code}\n\`\`\``);
  await page.evaluate(() => {
    const pre = document.querySelector("pre");
    if (pre) pre.style.cssText = "padding: 50px 10px 90px; line-height: 20px";
  });
  for (const number of [0, 10, 25, 39]) {
    await scrollTo(line + 1 + number + 0.5);
    const start = code.split("\n").slice(0, number).join("\n").length + (number > 0 ? 1 : 0);
    expect(Math.abs(await distance("pre", start)), `line ${number}`).toBeLessThan(2);
  }
  // The fences correspond to the padding.
  const edges = (): Promise<DOMRect> =>
    page.locator("pre").evaluate((pre) => pre.getBoundingClientRect().toJSON());
  await scrollTo(line);
  expect(Math.abs((await anchor()) - (await edges()).top)).toBeLessThan(2);
  await scrollTo(line + 1 + 40 + 0.5);
  expect(Math.abs((await anchor()) - (await edges()).bottom + 45)).toBeLessThan(2);
});

test.each([
  ["an item of a list", "- 一\n- 二\n  - 二の一\n- 三", 3, ".e-content > ul > li:last-child"],
  ["a row of a table", "|a|b|\n|-|-|\n|1|2|\n|3|4|\n|5|6|", 3, "tbody tr:nth-child(2)"],
  ["the term of a list of definitions", "用語\n: 説明\n\n用語二\n: 説明二", 3, "dt:nth-of-type(2)"],
  ["a paragraph in a box", "::: note 題\n一\n\n二\n:::", 3, ".box p:last-child"],
  ["a paragraph in a quotation", "> 一\n>\n> 二", 2, "blockquote p:last-child"],
])("%s has a position of its own", async (_name, markdown, offset, selector) => {
  const line = await show(markdown);
  await scrollTo(line + offset);
  const top = await page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
  expect(Math.abs((await anchor()) - top)).toBeLessThan(2);
});

test("hidden or closed content is skipped: its lines share the space of visible content", async () => {
  const line = await show("<details>\n<summary>題</summary>\n\n中\n\n身\n\n</details>\n\n次");
  await scrollTo(line + 3);
  const box = await page.locator("details").evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom };
  });
  const at = await anchor();
  expect(at).toBeGreaterThanOrEqual(box.top - 1);
  expect(at).toBeLessThanOrEqual(box.bottom + 1);
});

test("a hidden element among others does not hide those after it", async () => {
  const line = await show("::: note 題\n一\n\n二\n\n三\n:::");
  await page.addStyleTag({ content: ".box p:nth-last-child(2) { display: none }" });
  await scrollTo(line + 40);
  await scrollTo(line + 5);
  const top = await page
    .locator(".box p:last-child")
    .evaluate((element) => element.getBoundingClientRect().top);
  expect(Math.abs((await anchor()) - top)).toBeLessThan(2);
});

test("with blank lines at both ends and notes at the end, the ends of text and page still correspond", async () => {
  page = await browser.load("");
  const text = `\n\n${filler(20, "段")}[^1]\n\n[^1]: 注です。\n\n\n`;
  await browser.write(text);
  await scrollTo(0);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await scrollTo(text.split("\n").length);
  expect(
    await page.evaluate(() => scrollY + innerHeight - document.documentElement.scrollHeight),
  ).toBeCloseTo(0, 0);
});

test("converting a position there and back returns the same position", async () => {
  const line = await show(`${sentence.repeat(60)}\n\n- ${sentence.repeat(20)}\n- 二`);
  await browser.window.mouse.move(200, 200);
  for (let step = 0; step < 8; step++) {
    const scrolled = await browser.messageAfter("scrolled", () => browser.window.mouse.wheel(0, 230));
    const before = await page.evaluate(() => scrollY);
    await scrollTo(line);
    await scrollTo(scrolled.line);
    expect(Math.abs((await page.evaluate(() => scrollY)) - before), `line ${scrolled.line}`).toBeLessThan(
      1.5,
    );
  }
});
