import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import {
  focusEditor,
  openPost,
  previewArticle,
  previewFrame,
  shownText,
} from "#tests/support/program/editing.ts";
import { beginComposition } from "#tests/support/program/input-method.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { resizeWindow } from "#tests/support/program/window-size.ts";
import {
  bothShow,
  fiveFrames,
  numbered,
  pixelsApart,
  scrollRanges,
  scrolledPanes,
  sentence,
  stillPanes,
  turnWheel,
} from "#tests/support/program/scrolling.ts";

const program = withProgram(async () => ({ blog: await makeBlog(1, practiceSettings) }));

let texts = 0;

/** Creates a post with this text, opens it in the window, and returns the window. */
async function openText(body: string): Promise<Page> {
  texts += 1;
  const title = `長い話その${texts}`;
  const head = `---\ntitle: ${title}\ndate: 2025-04-01 08:01:00\nstatus: ready\n---\n\n`;
  await writeFile(join(program.desk.blog, `posts/diary/long-${texts}.md`), `${head}${body}\n`);
  await openPost(program.page, title);
  await expect(previewFrame(program.page).locator("h2.p-name, h1.p-name").first()).toContainText(title);
  return program.page;
}

const paragraphs = (count: number, name = "段"): string =>
  Array.from({ length: count }, (_, index) => `第${name}${index}。${sentence.repeat(6)}`).join("\n\n");

const place = (page: Page, words: string) => previewArticle(page).locator("p", { hasText: words });

test("in a paragraph of many lines, both panes show the same character at their anchors", async () => {
  const text = [numbered(100, 20), numbered(1000, 300), numbered(5000, 20)].join("\n\n");
  const page = await openText(text);
  await bothShow(page, "〔5019〕");
  const range = await scrollRanges(page);
  for (const pane of ["text", "page"] as const) {
    await turnWheel(page, pane, pane === "text" ? range.text / 3 : 400);
    for (const step of [137, 311, 523, -211]) {
      // The difference is less than two pixels, because both panes round their scroll positions.
      expect(await pixelsApart(page, text, range.text, pane, step), `${pane} ${step}`).toBeLessThan(2);
    }
  }
});

test("lines of code are beside the same lines of the text", async () => {
  const code = Array.from({ length: 120 }, (_, index) => `const line${index} = ${index};`).join("\n");
  const body = `${paragraphs(8, "前")}\n\n\`\`\`js\n${code}\n\`\`\`\n\n${paragraphs(8, "後")}`;
  const page = await openText(body);
  await bothShow(page, "第後7。");
  const range = await scrollRanges(page);
  await turnWheel(page, "text", range.text / 2);
  for (const step of [0, 95, 210]) {
    if (step > 0) await turnWheel(page, "text", step);
    const { text } = await scrolledPanes(page);
    const anchored = await page
      .locator(".monaco-editor .lines-content")
      .first()
      .evaluate((lines, share) => {
        const pane = lines.closest(".monaco-editor")?.getBoundingClientRect() ?? new DOMRect();
        const anchor = pane.top + pane.height * share;
        for (const line of lines.querySelectorAll(".view-line")) {
          const { top, bottom } = line.getBoundingClientRect();
          if (top <= anchor && bottom > anchor) {
            return Number(/line(\d+)/.exec(line.textContent ?? "")?.[1]) + (anchor - top) / (bottom - top);
          }
        }
        return Number.NaN;
      }, text / range.text);
    const off = await previewArticle(page)
      .locator("pre")
      .evaluate((pre, wanted) => {
        const root = document.documentElement;
        const anchor = root.clientHeight * (scrollY / (root.scrollHeight - root.clientHeight));
        const style = getComputedStyle(pre);
        const box = pre.getBoundingClientRect();
        const top = box.top + Number.parseFloat(style.paddingTop) + Number.parseFloat(style.borderTopWidth);
        const bottom =
          box.bottom - Number.parseFloat(style.paddingBottom) - Number.parseFloat(style.borderBottomWidth);
        return top + ((bottom - top) * wanted) / 120 - anchor;
      }, anchored);
    expect(Math.abs(off), `line ${anchored}`).toBeLessThan(2);
  }
});

test("both panes reach their beginnings and ends together, and stand still after each gesture", async () => {
  const page = await openText(paragraphs(60));
  await bothShow(page, "第段59。");
  const range = await scrollRanges(page);
  expect(await scrolledPanes(page)).toEqual({ text: 0, page: 0 });
  // The end according to the page, and the text without the empty space after it.
  expect(
    await previewFrame(page)
      .locator(":root")
      .evaluate((root) => root.scrollHeight - root.clientHeight),
  ).toBeCloseTo(range.page, 0);

  await turnWheel(page, "text", range.text + 500);
  const end = await scrolledPanes(page);
  expect(end.page).toBe(range.page);
  expect(end.text).toBeGreaterThan(range.text);
  await turnWheel(page, "text", -range.text - 2000);
  expect(await scrolledPanes(page)).toEqual({ text: 0, page: 0 });

  for (const [pane, pixels] of [
    ["page", 700],
    ["text", 900],
    ["page", 120],
    ["text", -333],
    ["page", -555],
  ] as const) {
    const stood = await turnWheel(page, pane, pixels);
    expect(new Set((await fiveFrames(page)).map(({ text }) => text))).toEqual(new Set([stood.text]));
    expect(new Set((await fiveFrames(page)).map((frame) => frame.page))).toEqual(new Set([stood.page]));
  }
  // Dragging the scrollbar counts as use of the page, too.
  const box = await page.locator("iframe[data-front]").boundingBox();
  if (!box) throw new Error("no page");
  await page.mouse.move(box.x + box.width - 5, box.y + 30);
  const before = await scrolledPanes(page);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 5, box.y + box.height / 2, { steps: 6 });
  await page.mouse.up();
  const after = await stillPanes(page);
  expect(after.page).not.toBe(before.page);
  expect(after.text).not.toBe(before.text);
});

test("only the pane that the author used last leads", async () => {
  const page = await openText(paragraphs(60));
  await bothShow(page, "第段59。");
  await turnWheel(page, "text", 2500);
  const stood = await scrolledPanes(page);

  // Placing the caret at a visible position scrolls nothing.
  await clickMiddle(page);
  expect(await stillPanes(page)).toEqual(stood);
  // A page that scrolls without the author does not lead.
  await previewFrame(page)
    .locator(":root")
    .evaluate(() => window.scrollBy({ top: 400, behavior: "instant" }));
  await stillPanes(page);
  expect((await scrolledPanes(page)).text).toBe(stood.text);
  // A text that scrolls without the author does not lead, either, such as after a change of the colours.
  await turnWheel(page, "page", 300);
  const led = await scrolledPanes(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await stillPanes(page);
  expect((await scrolledPanes(page)).page).toBe(led.page);
  await page.emulateMedia({ colorScheme: null });
});

test("the visible part of the page stays in place while the author types above it", async () => {
  const page = await openText(paragraphs(60));
  await bothShow(page, "第段59。");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+Home");
  await turnWheel(page, "page", 3000);
  const read = place(page, "第段18。");
  const before = await read.boundingBox();
  await page.keyboard.insertText("新しい段落です。\n\n".repeat(5));
  await expect(previewArticle(page)).toContainText("新しい段落です。");
  await stillPanes(page);
  // Scroll positions are whole pixels.
  expect(Math.abs(((await read.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(0.5);
});

test("the block that is being written stays visible, with as little scrolling as possible", async () => {
  const page = await openText(paragraphs(30));
  await bothShow(page, "第段29。");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  for (let count = 0; count < 12; count++) {
    await page.keyboard.insertText(`\n書き足し${count}。${sentence.repeat(3)}\n`);
    const written = place(page, `書き足し${count}。`);
    await expect(written).toBeInViewport();
  }
  // The end of the page is far below, but a window of another size still shows the words.
  const [width, height] = await page.evaluate(() => [innerWidth, innerHeight] as const);
  for (const newHeight of [height - 150, height]) {
    await resizeWindow(program.app, width, newHeight);
    await expect.poll(() => page.evaluate(() => innerHeight)).toBe(newHeight);
    await stillPanes(page);
    await expect(place(page, "書き足し11。")).toBeInViewport();
  }
  // Nothing scrolls for a line in the middle of the visible part.
  await turnWheel(page, "text", -1500);
  await clickMiddle(page);
  const stood = await stillPanes(page);
  await page.keyboard.insertText("途中の言葉。");
  await expect(previewArticle(page)).toContainText("途中の言葉。");
  expect(await stillPanes(page)).toEqual(stood);
});

test("during an IME composition the page does not scroll; it follows once afterwards", async () => {
  const page = await openText(paragraphs(60));
  await bothShow(page, "第段59。");
  await turnWheel(page, "text", 1200);
  await clickMiddle(page);
  const stood = await stillPanes(page);
  const composition = await beginComposition(page);
  await composition.show("し");
  await page.locator(".monaco-editor").first().hover();
  await page.mouse.wheel(0, 1500);
  await expect.poll(async () => (await scrolledPanes(page)).text).not.toBe(stood.text);
  expect((await stillPanes(page)).page).toBe(stood.page);
  await composition.show("しず");
  expect((await stillPanes(page)).page).toBe(stood.page);
  await composition.cancel();
  await expect.poll(async () => (await scrolledPanes(page)).page).not.toBe(stood.page);
});

test("a click on a word puts the caret before that word", async () => {
  const body = [
    "猫が**猫**を見て、[猫](https://example.com/cat)は鳴いた。",
    "春の{海|うみ}と`code * 言葉`と\\*印\\*と&amp;の後の言葉。",
    "- 一つ目の項目\n- 二つ目の*項目*",
    "```js\nconst 名前 = 1;\n  const 別名 = 2;\n```",
    "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁の言葉 |",
  ].join("\n\n");
  const page = await openText(body);
  await bothShow(page, "丁の言葉");
  const words: [selector: string, word: string, nth: number, expected: string][] = [
    ["p", "猫", 2, "**★猫**"],
    ["p", "猫", 3, "[★猫]("],
    ["p", "鳴いた", 1, "は★鳴いた"],
    ["p", "海", 1, "{★海|うみ}"],
    ["code", "言葉", 1, "code * ★言葉`"],
    ["p", "印", 1, "\\*★印\\*"],
    ["p", "後の", 1, "&amp;の★後の言葉"],
    ["li", "項目", 2, "二つ目の*★項目*"],
    ["pre", "別名", 1, "  const ★別名 = 2;"],
    ["td", "言葉", 1, "丁の★言葉"],
  ];
  for (const [selector, word, nth, expected] of words) {
    const point = await wordPoint(page, selector, word, nth);
    await page.mouse.click(point.x, point.y);
    await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
    await page.keyboard.insertText("★");
    await expect.poll(() => shownText(page), `${word} ${nth}`).toContain(expected.trim());
    await page.keyboard.press("ControlOrMeta+Z");
    await expect(previewArticle(page)).not.toContainText("★");
  }
});

/** Places the caret in the middle of the visible text. */
async function clickMiddle(page: Page): Promise<void> {
  const box = await page.locator(".monaco-editor").first().boundingBox();
  if (!box) throw new Error("no editor");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/**
 * Returns the point of the window at the beginning of a word.
 * The word is the `nth` occurrence in elements that match `selector`.
 */
async function wordPoint(page: Page, selector: string, word: string, nth: number) {
  const frame = await page.locator("iframe[data-front]").boundingBox();
  const inside = await previewArticle(page).evaluate(
    (article, [find, wanted, count]) => {
      let left = count;
      for (const element of article.querySelectorAll(find)) {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
          for (let at = node.data.indexOf(wanted); at >= 0; at = node.data.indexOf(wanted, at + 1)) {
            left--;
            if (left > 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const box = range.getBoundingClientRect();
            return { x: box.left + box.width / 4, y: (box.top + box.bottom) / 2 };
          }
        }
      }
      throw new Error(`no ${wanted}`);
    },
    [selector, word, nth] as const,
  );
  return { x: (frame?.x ?? 0) + inside.x, y: (frame?.y ?? 0) + inside.y };
}
