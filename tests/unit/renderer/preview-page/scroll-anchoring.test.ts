import type { Frame } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocksOf, PreviewBrowser } from "./support/preview-browser.ts";

/** Visible text stays in place when sizes change; in a real browser. */
let browser: PreviewBrowser;
let page: Frame;
beforeAll(async () => {
  browser = await PreviewBrowser.open();
});
afterAll(() => browser.close());

const sentence = "雨の日に聞く静けさのことを、短く書いておきます。";
const frames = (): Promise<unknown> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
  });

/** Shows an article with a picture of unknown size near its beginning, and one of known size. */
async function show(): Promise<void> {
  page = await browser.load("");
  const all = Array.from({ length: 40 }, (_, index) =>
    index === 3
      ? '<p><img alt="" style="display:block;inline-size:100px;block-size:0"></p>\n'
      : `<p id="p${index}" style="line-height:30px;margin:0 0 20px">第${index}段。${sentence.repeat(4)}</p>\n`,
  );
  await browser.patch(blocksOf(...all));
  await frames();
}

const setHeight = (pixels: number): Promise<void> =>
  page.evaluate((height) => {
    const image = document.querySelector("img");
    if (image) image.style.blockSize = `${height}px`;
  }, pixels);

const top = (id: string): Promise<number> =>
  page.evaluate((find) => document.querySelector(find)?.getBoundingClientRect().top ?? Number.NaN, id);

const send = (line: number): Promise<void> =>
  browser.window.evaluate((to) => globalThis.preview.send({ type: "scroll", line: to }), line);

/** Scrolls as the author does, so that the page leads. */
async function wheel(pixels: number): Promise<void> {
  await browser.window.mouse.move(200, 200);
  await browser.messageAfter("scrolled", () => browser.window.mouse.wheel(0, pixels));
  let last = Number.NaN;
  for (let now = await scrolled(); now !== last; now = await scrolled()) {
    last = now;
    await frames();
  }
}

const scrolled = (): Promise<number> => page.evaluate(() => scrollY);

/** Scrolls until a line of text is at the anchor, instead of the space between two paragraphs. */
async function wheelToWords(pixels: number): Promise<{ id: string; at: number; y: number }> {
  await wheel(pixels);
  for (let tries = 0; tries < 9; tries++) {
    const read = await characterAtAnchor();
    if (read) return read;
    await wheel(13);
  }
  throw new Error("no words come to the anchor");
}

/**
 * Returns the character at the anchor, and the position of its line.
 * The characters of a line share its height evenly.
 */
const characterAtAnchor = (): Promise<{ id: string; at: number; y: number } | null> =>
  page.evaluate(() => {
    const root = document.documentElement;
    const anchor = root.clientHeight * (scrollY / (root.scrollHeight - root.clientHeight));
    const first = document.caretRangeFromPoint(5, anchor);
    const paragraph = first?.startContainer.parentElement;
    if (!first || !paragraph?.id) return null;
    const { top, bottom } = first.getBoundingClientRect();
    const share = (anchor - ((top + bottom) / 2 - 15)) / 30;
    if (share < 0 || share > 1) return null;
    const { left, width } = paragraph.getBoundingClientRect();
    const range = document.caretRangeFromPoint(left + width * share, anchor);
    return { id: paragraph.id, at: range?.startOffset ?? 0, y: top };
  });

const yOf = (point: { id: string; at: number }): Promise<number> =>
  page.evaluate(({ id, at }) => {
    const node = document.querySelector(`#${id}`)?.firstChild;
    if (!node) return Number.NaN;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at);
    return range.getBoundingClientRect().top;
  }, point);

test.each([
  ["the page leads", true],
  ["the page follows", false],
])("a picture above the visible text that gets its size moves nothing: %s", async (_, leads) => {
  await show();
  if (leads) await wheel(1200);
  else await send(40);
  await frames();
  const before = { read: await top("#p20"), scrolled: await scrolled() };
  await setHeight(340);
  await frames();
  // While the page follows, the line at the anchor stays in its place.
  // The anchor itself moves with the page's length.
  expect(Math.abs((await top("#p20")) - before.read)).toBeLessThan(leads ? 1 : 20);
  expect((await scrolled()) - before.scrolled).toBeGreaterThan(300);
  expect((await scrolled()) - before.scrolled).toBeLessThan(380);
  await setHeight(20);
  await frames();
  expect(Math.abs((await top("#p20")) - before.read)).toBeLessThan(leads ? 1 : 20);
});

test("the effects of several late pictures do not add up", async () => {
  await show();
  await wheel(1200);
  const before = await top("#p20");
  for (const height of [33.3, 66.7, 99.9, 133.4, 10.2, 47.7, 200.6]) {
    await setHeight(height);
    await frames();
  }
  expect(Math.abs((await top("#p20")) - before)).toBeLessThan(1);
});

test("at the very top, the top stays visible", async () => {
  await show();
  await setHeight(300);
  await frames();
  expect(await scrolled()).toBe(0);

  // The top also stays visible on a page that leads, when its header grows.
  await wheel(300);
  await wheel(-900);
  await page.evaluate(() => document.querySelector("header")?.setAttribute("style", "block-size: 500px"));
  await frames();
  expect(await scrolled()).toBe(0);
});

test("when the page's width changes, the same character stays in place", async () => {
  await show();
  const read = await wheelToWords(1333);
  for (const width of [420, 330, 600]) {
    await browser.window.evaluate((pixels) => {
      const frame = document.querySelector("iframe");
      if (frame) frame.style.inlineSize = `${pixels}px`;
    }, width);
    await frames();
    // Compares the position of the line, because a character moves within its line as the line gets shorter.
    expect(Math.abs((await yOf(read)) - read.y), `at ${width}`).toBeLessThan(30);
  }
  expect(Math.abs((await yOf(read)) - read.y)).toBeLessThan(1);
});

test("late web fonts do not move the visible text", async () => {
  await show();
  const read = await wheelToWords(1200);
  await page.evaluate(() => {
    document.body.style.fontSize = "19px";
  });
  await frames();
  expect(Math.abs((await yOf(read)) - read.y)).toBeLessThan(30);
});

test("during a composition the page corrects nothing, and once afterwards", async () => {
  await show();
  await send(40);
  await frames();
  await page.evaluate(() => {
    // The browser's own scroll anchoring would hide faults of ours.
    document.documentElement.style.overflowAnchor = "none";
  });
  const stood = await scrolled();
  await browser.window.evaluate(() => globalThis.preview.send({ type: "hold", held: true }));
  await setHeight(340);
  await frames();
  expect(await scrolled()).toBe(stood);
  await browser.window.evaluate(() => globalThis.preview.send({ type: "hold", held: false }));
  await frames();
  expect((await scrolled()) - stood).toBeGreaterThan(300);
});

test("changes of a fraction of a pixel above the text do not add up during typing", async () => {
  page = await browser.load("");
  const all = Array.from(
    { length: 40 },
    (_, index) => `<p id="q${index}" style="block-size:100px;margin:0">段${index}</p>\n`,
  );
  await browser.patch(blocksOf(...all));
  await wheel(1200);
  const before = await top("#q20");
  for (let count = 1; count <= 12; count++) {
    await browser.patch(blocksOf(`<p style="block-size:${count * 10.4}px;margin:0">新</p>\n`, ...all));
  }
  expect(Math.abs((await top("#q20")) - before)).toBeLessThanOrEqual(0.5);
});

test("the line that is being written is scrolled into view, and no further", async () => {
  page = await browser.load("");
  const lines = Array.from({ length: 60 }, (_, index) => `段落${index}。${sentence.repeat(2)}`);
  await browser.write(lines.join("\n\n"));
  await browser.write(lines.join("\n\n"), 60);
  const shown = await page.locator("p", { hasText: "段落30。" }).boundingBox();
  const frame = await browser.window.locator("iframe").boundingBox();
  const bottom = (shown?.y ?? 0) + (shown?.height ?? 0) - (frame?.y ?? 0);
  expect(bottom).toBeGreaterThan(380);
  expect(bottom).toBeLessThanOrEqual(500);
  const stood = await scrolled();
  await browser.write(lines.join("\n\n"), 56);
  expect(await scrolled()).toBe(stood);
});

test("a long article is never measured completely: neither for a key press nor for a position", async () => {
  page = await browser.load("");
  const lines = Array.from({ length: 3000 }, (_, index) => `段落${index}。${sentence.repeat(6)}`);
  await browser.write(lines.join("\n\n"));
  await send(2000.5);
  await frames();
  await page.evaluate(() => {
    const counted = Element.prototype.getBoundingClientRect;
    Reflect.set(globalThis, "measured", 0);
    Element.prototype.getBoundingClientRect = function (this: Element) {
      Reflect.set(globalThis, "measured", Reflect.get(globalThis, "measured") + 1);
      return counted.call(this);
    };
  });
  const measured = (): Promise<number> => page.evaluate(() => Number(Reflect.get(globalThis, "measured")));
  await browser.write(lines.with(1000, `違う。${lines[1000]}`).join("\n\n"), 2000);
  await frames();
  await send(4444.4);
  await frames();
  expect(await measured()).toBeGreaterThan(0);
  expect(await measured()).toBeLessThan(1000);
});
