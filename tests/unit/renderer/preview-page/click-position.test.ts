import type { Frame } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PreviewBrowser } from "./support/preview-browser.ts";

/**
 * Tests the way from a click on the page to the position in the Markdown.
 * Uses a real browser and HTML of the real engine.
 */
let browser: PreviewBrowser;
beforeAll(async () => {
  browser = await PreviewBrowser.open();
});
afterAll(() => browser.close());

const sentence = "雨の日に聞く静けさのことを、短く書いておきます。";

/**
 * Clicks the `nth` occurrence of words in elements that match `selector`.
 * Returns the Markdown with a bar at the caret.
 */
async function caret(markdown: string, selector: string, words: string, nth = 1): Promise<string> {
  const page = await browser.load("");
  await browser.write(markdown);
  const frame = await browser.window.locator("iframe").boundingBox();
  const { x, y } = await pointOf(page, selector, words, nth);
  const click = await browser.messageAfter("clicked", () =>
    browser.window.mouse.click((frame?.x ?? 0) + x, (frame?.y ?? 0) + y),
  );
  const lines = markdown.split("\n");
  const line = lines[click.line] ?? "";
  return `${line.slice(0, click.column)}|${line.slice(click.column)}`;
}

const pointOf = (page: Frame, selector: string, words: string, nth: number) =>
  page.evaluate(
    ([find, wanted, count]) => {
      let left = count;
      for (const element of document.querySelectorAll(find)) {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
          for (let at = node.data.indexOf(wanted); at >= 0; at = node.data.indexOf(wanted, at + 1)) {
            left--;
            if (left > 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            element.scrollIntoView({ block: "nearest" });
            const box = range.getBoundingClientRect();
            return { x: box.left + box.width / 4, y: (box.top + box.bottom) / 2 };
          }
        }
      }
      throw new Error(`no ${wanted}`);
    },
    [selector, words, nth] as const,
  );

test.each([
  [
    "deep in a paragraph of many lines",
    `前\n\n${sentence.repeat(20)}印${sentence.repeat(3)}`,
    "p",
    "印",
    1,
    "|印",
  ],
  [
    "in a line of several in one paragraph",
    "一行目の言葉\n二行目の言葉\n三行目の言葉",
    "p",
    "言葉",
    2,
    "二行目の|言葉",
  ],
  ["in bold words", "これは**とても**大事", "strong", "ても", 1, "これは**と|ても**大事"],
  ["in a heading", "## 春の海 {#sea}", "h2", "海", 1, "## 春の|海 {#sea}"],
  [
    "in a link",
    "[春の海](https://example.com/海)と海",
    "a",
    "海",
    1,
    "[春の|海](https://example.com/海)と海",
  ],
  ["behind a link", "[春](https://example.com/海)と海", "p", "海", 1, "[春](https://example.com/海)と|海"],
  ["on ruby", "{東京|とうきょう}の{東|ひがし}", "ruby", "東", 2, "{東京|とうきょう}の{|東|ひがし}"],
  // The first occurrence is the reading.
  [
    "behind ruby, on words that its reading has too",
    "{海|うみ}うみの話",
    "p",
    "うみ",
    2,
    "{海|うみ}|うみの話",
  ],
  ["in an item that is in an item", "- 一\n  - 二の言葉\n- 三", "li li", "言葉", 1, "  - 二の|言葉"],
  ["in an item around others", "- 一の言葉\n  - 二\n- 三", "li", "言葉", 1, "- 一の|言葉"],
  ["in a cell", "| 甲 | 乙 |\n|---|---|\n| 丙 | **丁**丙 |", "td", "丙", 2, "| 丙 | **丁**|丙 |"],
  ["in a quotation", "> 一\n> 二の言葉", "blockquote", "言葉", 1, "> 二の|言葉"],
  ["in a box", "::: note 題\n中の言葉\n:::", ".box", "言葉", 1, "中の|言葉"],
  ["in code", "```js\nconst a = 1;\n  const 名 = 2;\n```", "pre", "名", 1, "  const |名 = 2;"],
  ["in code that looks like marks", "```\n*c* [x](c) c\n```", "pre", "c", 3, "*c* [x](c) |c"],
  ["in indented code", "前\n\n    一\n      二の言葉", "pre", "言葉", 1, "      二の|言葉"],
  [
    "in a note that is defined elsewhere",
    "本文[^a]\n\n[^a]: 注の言葉です。\n\n続き",
    ".footnotes",
    "言葉",
    1,
    "[^a]: 注の|言葉です。",
  ],
  [
    "in a note in its place",
    "本文^[注の言葉です。]の続き",
    ".footnotes",
    "言葉",
    1,
    "本文^[注の|言葉です。]の続き",
  ],
  [
    "in a note of several paragraphs, in the first",
    "本文[^a]\n\n[^a]: 注の言葉。\n\n    続きの話。",
    ".footnotes",
    "言葉",
    1,
    "[^a]: 注の|言葉。",
  ],
  [
    "in a note of several paragraphs, in the last",
    "本文[^a]\n\n[^a]: 注の言葉。\n\n    続きの話。",
    ".footnotes",
    "話",
    1,
    "    続きの|話。",
  ],
  ["in a task", "- [ ] やる言葉\n- [x] 済んだ", "label", "言葉", 1, "- [ ] やる|言葉"],
  ["in a task that is done", "- [ ] やる\n- [x] ~~済んだ~~", "s", "だ", 1, "- [x] ~~済ん|だ~~"],
  [
    "in a caption with words of the description",
    '![猫の写真](a.png "写真の題")',
    "figcaption",
    "題",
    1,
    '![猫の写真](a.png "写真の|題")',
  ],
  ["in a term", "用語\n: 説明の言葉", "dd", "言葉", 1, ": 説明の|言葉"],
  [
    "in the author's own HTML",
    '<div class="x">中の<b>言葉</b></div>',
    "b",
    "言葉",
    1,
    '<div class="x">中の<b>|言葉</b></div>',
  ],
])("a click %s finds the exact character", async (_name, markdown, selector, words, nth, expected) => {
  expect(await caret(markdown, selector, words, nth)).toContain(expected);
});

test("a click on the author's own label for a checkbox does not move the caret", async () => {
  const page = await browser.load("");
  await browser.write('<label><input type="checkbox"> 押す言葉</label>\n\n次の段落');
  const frame = await browser.window.locator("iframe").boundingBox();
  const click = async (selector: string, words: string): Promise<void> => {
    const { x, y } = await pointOf(page, selector, words, 1);
    await browser.window.mouse.click((frame?.x ?? 0) + x, (frame?.y ?? 0) + y);
  };
  await click("label", "言葉");
  expect(await page.locator("input").isChecked()).toBe(true);
  // The first message is about the second click, so the click on the label sent none.
  expect(await browser.messageAfter("clicked", () => click("p", "段落"))).toMatchObject({ line: 2 });
});

test("blocks that have moved since they were written are found at their current lines", async () => {
  const page = await browser.load("");
  await browser.write("一\n\n- 二\n- 三の言葉");
  await browser.write("新しい行\n\n一\n\n- 二\n- 三の言葉");
  const frame = await browser.window.locator("iframe").boundingBox();
  const { x, y } = await pointOf(page, "li", "言葉", 1);
  const click = await browser.messageAfter("clicked", () =>
    browser.window.mouse.click((frame?.x ?? 0) + x, (frame?.y ?? 0) + y),
  );
  expect(click).toMatchObject({ line: 5, column: 4 });
});

test("words of a link lead to the text; with Ctrl the link opens; a link outside the article always opens", async () => {
  const page = await browser.load("");
  await browser.write("[次の話](other.html)");
  await browser.messageAfter("clicked", () => page.locator("a").click());
  await browser.messageAfter("link", () => page.locator("a").click({ modifiers: ["ControlOrMeta"] }));
  await page.evaluate(() => {
    document
      .querySelector("header")
      ?.insertAdjacentHTML("beforeend", '<a class="out" href="top.html">上</a>');
  });
  await browser.messageAfter("link", () => page.locator("a.out").click());
  expect(page.url()).toMatch(/\/post\.html$/);
});
