import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EditorWindow, openEditorWindow, toEndOfText } from "./support/open-editor-window.ts";

/** Pixels and lines of the real editor in a real browser. */
let editor: EditorWindow;
let page: Page;
let posts = 0;

beforeAll(async () => {
  editor = await openEditorWindow();
  page = editor.page;
  await page.evaluate(() => globalThis.editorWindow.start(true));
});

afterAll(() => editor.close());

const sentence = "雨の日に聞く静けさのことを、短く書いておきます。";

const show = (text: string): Promise<void> =>
  page.evaluate(([path, body]) => globalThis.editorWindow.show(path, body), [
    `scroll${++posts}`,
    text,
  ] as const);

/** Scrolls to a line and returns the line that is then at the anchor. */
const thereAndBack = (line: number): Promise<number> =>
  page.evaluate((wanted) => {
    const scrolling = globalThis.editorWindow.scrolling();
    scrolling.scrollToLine(wanted);
    return scrolling.anchorLine();
  }, line);

const scrollTop = (): Promise<number> => page.evaluate(() => globalThis.editorWindow.scrollTop());

/** Returns the distance in pixels between two lines. */
async function heightOf([from, to]: readonly [number, number]): Promise<number> {
  await thereAndBack(from);
  const start = await scrollTop();
  await thereAndBack(to);
  return (await scrollTop()) - start;
}

test("each character of a paragraph of 30,000 characters has a scroll position", async () => {
  const text = sentence.repeat(1250);
  await show(text);
  let last = -1;
  for (const share of [0.01, 0.25, 0.5, 0.7777, 0.99]) {
    // The editor scrolls to whole pixels; one pixel is about one and a half characters, with 42 in a row.
    expect(Math.abs((await thereAndBack(share)) - share) * text.length, `at ${share}`).toBeLessThan(3);
    expect(await scrollTop()).toBeGreaterThan(last);
    last = await scrollTop();
  }
});

test("10,000 lines, some of them empty, have scroll positions", async () => {
  await show(Array.from({ length: 10_000 }, (_, index) => (index % 3 === 1 ? "" : `行${index}`)).join("\n"));
  for (const line of [3.5, 1000.25, 4567.75, 9998.5]) {
    // A row has 29 pixels. Positions may differ by two pixels, because the editor scrolls to whole pixels.
    expect(Math.abs((await thereAndBack(line)) - line), `line ${line}`).toBeLessThan(1 / 14);
  }
});

test("empty space between lines, which belongs to no line, keeps all positions in order", async () => {
  await show(Array.from({ length: 200 }, (_, index) => `行${index}`).join("\n"));
  await page.evaluate(() => globalThis.editorWindow.addRoom(100, 500));
  let last = -1;
  for (let pixels = 0; pixels < 5500; pixels += 60) {
    const line = await page.evaluate((top) => {
      globalThis.editorWindow.setScrollTop(top);
      return globalThis.editorWindow.scrolling().anchorLine();
    }, pixels);
    expect(line).toBeGreaterThanOrEqual(last);
    last = line;
  }
  for (const line of [50.5, 99.5, 100.5, 150.5]) {
    expect(Math.abs((await thereAndBack(line)) - line), `line ${line}`).toBeLessThan(1 / 14);
  }
});

test("folded lines share the row that represents them, and all other lines keep their positions", async () => {
  await show(Array.from({ length: 200 }, (_, index) => `行${index}`).join("\n"));
  await thereAndBack(0);
  const unfolded = await heightOf([60, 170]);
  await page.evaluate(() => globalThis.editorWindow.fold(62, 161));
  // Line 60 (the 61st) represents the hundred folded lines after it.
  for (const line of [20.5, 59.5, 162.5, 180.5]) {
    expect(Math.abs((await thereAndBack(line)) - line), `line ${line}`).toBeLessThan(1 / 14);
  }
  expect(await heightOf([60, 170])).toBeLessThan(unfolded / 5);
  // Each folded line has its own part of the row that all folded lines share.
  for (const line of [70, 110, 150]) {
    expect(Math.abs((await thereAndBack(line)) - line), `line ${line}`).toBeLessThan(101 / 14);
  }
  let last = -1;
  for (let pixels = 0; pixels < 2800; pixels += 7) {
    const line = await page.evaluate((top) => {
      globalThis.editorWindow.setScrollTop(top);
      return globalThis.editorWindow.scrolling().anchorLine();
    }, pixels);
    expect(line).toBeGreaterThanOrEqual(last);
    last = line;
  }
  expect(await thereAndBack(200)).toBe(200);
});

test("the ends are those of the text, without the empty space after it", async () => {
  await show(Array.from({ length: 200 }, (_, index) => `行${index}`).join("\n"));
  expect(await thereAndBack(0)).toBe(0);
  expect(await scrollTop()).toBe(0);
  expect(await thereAndBack(200)).toBe(200);
  const end = await scrollTop();
  await page.evaluate(() => globalThis.editorWindow.setScrollTop(1_000_000));
  expect(await scrollTop()).toBeGreaterThan(end);
  expect(await page.evaluate(() => globalThis.editorWindow.scrolling().anchorLine())).toBe(200);
});

test("the line at the anchor stays there when the editor's size changes", async () => {
  await show(Array.from({ length: 60 }, (_, index) => `${index}${sentence.repeat(12)}`).join("\n\n"));
  const before = await thereAndBack(60.5);
  for (const [width, height] of [
    [700, 600],
    [560, 450],
    [900, 600],
  ] as const) {
    await page.evaluate(
      async ([w, h]) => {
        const laidOut = new Promise<void>((resolve) => {
          const stop = globalThis.editorWindow.scrolling().onLayout(() => {
            stop();
            resolve();
          });
        });
        globalThis.editorWindow.resize(w, h);
        await laidOut;
      },
      [width, height] as const,
    );
    const line = await page.evaluate(() => globalThis.editorWindow.scrolling().anchorLine());
    // The anchor moves a little with the length of the text: by less than two of the paragraph's twelve rows.
    expect(Math.abs(line - before), `${width} × ${height}`).toBeLessThan(0.25);
  }
});

test("scrolling by the author is reported; scrolling by code or by an edit is not", async () => {
  await show(Array.from({ length: 200 }, (_, index) => `行${index}`).join("\n"));
  await page.evaluate(() => {
    Reflect.set(globalThis, "reports", []);
    const note = (name: string) => () => Reflect.get(globalThis, "reports").push(name);
    const scrolling = globalThis.editorWindow.scrolling();
    scrolling.onScroll(note("scroll"));
    scrolling.onTouch(note("touch"));
    scrolling.onWrite(note("write"));
  });
  const reports = async (): Promise<string[]> => {
    await page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r))));
    return page.evaluate(() => Reflect.get(globalThis, "reports").splice(0));
  };
  await page.evaluate(() => globalThis.editorWindow.focus());
  await page.evaluate(() => globalThis.editorWindow.scrolling().scrollToLine(100));
  expect(await reports()).toEqual([]);
  await page.mouse.move(300, 300);
  await page.mouse.wheel(0, 120);
  await expect.poll(reports).toEqual(["touch", "scroll"]);
  await page.keyboard.press(toEndOfText);
  expect((await reports()).filter((name) => name === "scroll")).not.toEqual([]);
  // Typing at a caret that is not visible scrolls the text to it.
  await page.evaluate(() => globalThis.editorWindow.scrolling().scrollToLine(0));
  await page.keyboard.type("あ");
  const wrote = await reports();
  expect(wrote).toContain("write");
  expect(wrote).not.toContain("scroll");
  expect(await scrollTop()).toBeGreaterThan(1000);
});

test("the caret stays in sight when a message above the text makes the pane lower", async () => {
  await show(Array.from({ length: 200 }, (_, index) => `行${index}`).join("\n"));
  const inSight = (): Promise<number | null> =>
    page.evaluate(() => globalThis.editorWindow.scrolling().caretLineInSight());
  const setScrollTop = (pixels: number): Promise<void> =>
    page.evaluate((to) => globalThis.editorWindow.setScrollTop(to), pixels);
  await resize(600, 500);
  await page.evaluate(() => globalThis.editorWindow.goTo(100, "", ""));
  // Scrolls up until the caret's row is the last one in sight.
  for (let top = await scrollTop(); (await inSight()) !== null; top -= 20) await setScrollTop(top);
  await setScrollTop((await scrollTop()) + 20);
  expect(await inSight()).not.toBeNull();
  await resize(600, 380);
  expect(await inSight()).not.toBeNull();
  // A caret that is not in sight does not scroll the text.
  await setScrollTop(0);
  await resize(600, 300);
  expect(await scrollTop()).toBe(0);
});

test("the caret stays at its height when another program inserts lines above it", async () => {
  const lines = Array.from({ length: 200 }, (_, index) => `行${index}`).join("\n");
  await show(lines);
  await page.evaluate(() => globalThis.editorWindow.goTo(100, "", ""));
  const before = await scrollTop();
  const replace = (text: string): Promise<void> =>
    page.evaluate(([path, body]) => globalThis.editorWindow.show(path, body), [
      `scroll${posts}`,
      text,
    ] as const);
  const added = "ほかで書いた段落。\n".repeat(30);
  await replace(added + lines);
  // A row has 29 pixels.
  expect(Math.abs((await scrollTop()) - before - 30 * 29)).toBeLessThan(2);
  expect(await page.evaluate(() => globalThis.editorWindow.scrolling().caretLineInSight())).not.toBeNull();
  // A caret that is not in sight does not scroll the text.
  await page.evaluate(() => globalThis.editorWindow.setScrollTop(0));
  await replace(lines);
  expect(await scrollTop()).toBe(0);
  // At the start of the text, a few added lines are visible.
  await page.evaluate(() => globalThis.editorWindow.goTo(2, "", ""));
  await replace(`ほかで書いた段落。\n${lines}`);
  expect(await scrollTop()).toBe(0);
  await replace(lines);
  // A caret that another line gets, as in a restored text, does not scroll the text either.
  await page.evaluate(() => globalThis.editorWindow.goTo(2, "", ""));
  const start = await scrollTop();
  await replace("戻した文章。\n".repeat(200));
  expect(await scrollTop()).toBe(start);
});

/** Resizes the pane, and waits until the editor has its new size. */
function resize(width: number, height: number): Promise<void> {
  return page.evaluate(
    async ([w, h]) => {
      const laidOut = new Promise<void>((resolve) => {
        const stop = globalThis.editorWindow.scrolling().onLayout(() => {
          stop();
          resolve();
        });
      });
      globalThis.editorWindow.resize(w, h);
      await laidOut;
    },
    [width, height] as const,
  );
}
