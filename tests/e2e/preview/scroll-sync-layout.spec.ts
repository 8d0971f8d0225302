import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ElectronApplication, expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import {
  evaluateInPage,
  focusEditor,
  openPost,
  previewArticle,
  previewFrame,
} from "#tests/support/program/editing.ts";
import type { Desk } from "#tests/support/program/program.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import {
  bothShow,
  characterOnPage,
  numbered,
  pixelsApart,
  scrolledPanes,
  scrollRanges,
  sentence,
  stillPanes,
  turnWheel,
} from "#tests/support/program/scrolling.ts";
import { resizeWindow } from "#tests/support/program/window-size.ts";

type SetDesk = (options: { blog: string; preferences?: Record<string, unknown> }) => Promise<Desk>;

/** Creates a blog with posts of these texts. The last one is opened at the start. */
async function blogWith(bodies: readonly string[], settings = ""): Promise<string> {
  const blog = await makeBlog(bodies.length, practiceSettings + settings);
  for (const [index, body] of bodies.entries()) {
    const head = `---\ntitle: 話その${index}\ndate: 2025-04-0${index + 1} 08:01:00\nstatus: ready\n---\n\n`;
    await writeFile(join(blog, `posts/diary/00${index + 1}.md`), `${head}${body}\n`);
  }
  return blog;
}

async function deskWith(setDesk: SetDesk, bodies: readonly string[], settings = ""): Promise<Desk> {
  return setDesk({ blog: await blogWith(bodies, settings) });
}

const paragraphs = (count: number, name = "段"): string =>
  Array.from({ length: count }, (_, index) => `第${name}${index}。${sentence.repeat(6)}`).join("\n\n");

/** Paragraphs in which every sentence is different. */
const text = Array.from({ length: 60 }, (_, index) => numbered(index * 10, 10)).join("\n\n");

const place = (page: Page, words: string) => previewArticle(page).locator("p", { hasText: words });
const yOf = async (page: Page, words: string): Promise<number> =>
  (await place(page, words).boundingBox())?.y ?? Number.NaN;

/** Delays requests for the SVG images of pages until the returned function is called. */
async function delayImages(app: ElectronApplication): Promise<() => Promise<number>> {
  await app.evaluate(({ session }) => {
    const waiting: (() => void)[] = [];
    Reflect.set(globalThis, "waitingImages", waiting);
    session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
      if (new URL(details.url).pathname.endsWith(".svg")) waiting.push(() => answer({}));
      else answer({});
    });
  });
  return () =>
    app.evaluate(() => {
      const waiting: (() => void)[] = Reflect.get(globalThis, "waitingImages");
      for (const go of waiting) go();
      return waiting.length;
    });
}

test("an image above that loads late moves the visible text in neither pane", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await deskWith(setDesk, [
    `${paragraphs(4, "前")}\n\n<img src="/media/late.svg" alt="" style="inline-size: 300px; block-size: auto; aspect-ratio: auto">\n\n${paragraphs(50)}`,
  ]);
  await mkdir(join(desk.blog, "media"), { recursive: true });
  const { page, app } = await startProgram(desk);
  const release = await delayImages(app);
  // A drawing without a size, so that the page cannot reserve space for it.
  await writeFile(
    join(desk.blog, "media/late.svg"),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>',
  );
  await bothShow(page, "第段49。");
  await previewFrame(page)
    .locator(":root")
    .evaluate(() => location.reload());
  await bothShow(page, "第段49。");
  await turnWheel(page, "page", 3500);
  const before = { read: await yOf(page, "第段20。"), text: (await scrolledPanes(page)).text };
  const image = previewArticle(page).locator("img");
  expect(await image.evaluate((element) => element.getBoundingClientRect().height)).toBeLessThan(60);
  expect(await release()).toBeGreaterThan(0);
  await expect
    .poll(() => evaluateInPage(image, (element) => element.getBoundingClientRect().height))
    .toBeGreaterThan(100);
  await stillPanes(page);
  expect(Math.abs((await yOf(page, "第段20。")) - before.read)).toBeLessThanOrEqual(1);
  expect(Math.abs((await scrolledPanes(page)).text - before.text)).toBeLessThanOrEqual(1);
});

test.describe("in one window", () => {
  const posts = [paragraphs(60, "甲"), paragraphs(60, "乙"), text];
  const program = withProgram(async () => ({ blog: await blogWith(posts) }));

  test("each post keeps its scroll position, and a page that was hidden shows the position of the text", async () => {
    const { page } = program;
    await openPost(page, "話その1");
    await bothShow(page, "第乙59。");
    await turnWheel(page, "page", 3000);
    const first = await scrolledPanes(page);
    await openPost(page, "話その0");
    await bothShow(page, "第甲59。");
    expect(await scrolledPanes(page)).toEqual({ text: 0, page: 0 });
    await turnWheel(page, "text", 900);
    const second = await scrolledPanes(page);
    await openPost(page, "話その1");
    await bothShow(page, "第乙59。");
    expect((await scrolledPanes(page)).text).toBe(first.text);
    expect(Math.abs((await scrolledPanes(page)).page - first.page)).toBeLessThan(3);

    await openPost(page, "話その0");
    await bothShow(page, "第甲59。");
    await page.keyboard.press("ControlOrMeta+Shift+D");
    await expect(page.locator("iframe")).toHaveCount(0);
    await page.keyboard.press("ControlOrMeta+Shift+D");
    await bothShow(page, "第甲59。");
    // The text has been wrapped again twice since then.
    expect(Math.abs((await scrolledPanes(page)).text - second.text)).toBeLessThanOrEqual(1);
    expect(Math.abs((await scrolledPanes(page)).page - second.page)).toBeLessThan(3);
  });

  for (const [name, key] of [
    ["a phone", "ControlOrMeta+Alt+1"],
    ["a tablet", "ControlOrMeta+Alt+2"],
  ] as const) {
    test(`in the width ${name}, both panes show the same text`, async () => {
      const { page } = program;
      await openPost(page, "話その2");
      await bothShow(page, "〔599〕");
      await page.keyboard.press(key);
      await showTheSame(page);
      await page.keyboard.press("ControlOrMeta+Alt+3");
    });
  }

  test("after the window's size changes, both panes still show the same text", async () => {
    const { page, app } = program;
    await openPost(page, "話その2");
    await bothShow(page, "〔599〕");
    const range = await scrollRanges(page);
    for (const pane of ["page", "text"] as const) {
      await pixelsApart(page, text, range.text, pane, 1500);
      const read = await characterOnPage(page, text);
      for (const [width, height] of [
        [1100, 700],
        [1400, 600],
        [1280, 773],
      ] as const) {
        await resizeWindow(app, width, height);
        await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
        await stillPanes(page);
        // In a row that wraps at another position, the character may have moved by the length of the row.
        // A margin may be at the anchor instead.
        const now = await characterOnPage(page, text);
        if (now && read)
          expect(Math.abs(now.character - read.character), `${pane} ${width}`).toBeLessThan(80);
      }
      await expect
        .poll(async () => (await characterOnPage(page, text))?.character)
        .toBeCloseTo(read?.character ?? 0, -1);
    }
  });

  test("at a zoom of 200 % and with reduced motion, both panes show the same text", async () => {
    const { page, app } = program;
    await openPost(page, "話その2");
    await bothShow(page, "〔599〕");
    await page.emulateMedia({ reducedMotion: "reduce" });
    await showTheSame(page);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
    await resizeWindow(app, 1590, 1100);
    await page.keyboard.press("ControlOrMeta+Shift+D");
    await expect(page.locator("iframe[data-front]")).toBeVisible();
    await showTheSame(page);
  });
});

test("the theme with ruled cells scrolls together with the text", async ({ setDesk, startProgram }) => {
  const { page } = await startProgram(await deskWith(setDesk, [text], "theme: hitokoto\n"));
  await bothShow(page, "〔599〕");
  await showTheSame(page);
});

test("a page of vertical writing scrolls to the left together with the text, and can lead the text", async ({
  setDesk,
  startProgram,
}) => {
  const settings = "theme: fude\nthemeOptions:\n  vertical: true\n";
  const { page } = await startProgram(await deskWith(setDesk, [paragraphs(60)], settings));
  await bothShow(page, "第段59。");
  const leaf = previewFrame(page).locator(".leaf");
  const scrolled = (): Promise<number> => leaf.evaluate((element) => Math.abs(element.scrollLeft));
  const range = await leaf.evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(range).toBeGreaterThan(1000);

  await turnWheel(page, "text", 2000);
  await expect.poll(scrolled).toBeGreaterThan(200);
  const { text } = await scrolledPanes(page);
  const followed = await scrolled();
  await leaf.hover();
  await page.mouse.wheel(-600, 0);
  await expect.poll(scrolled).toBeGreaterThan(followed);
  await stillPanes(page);
  expect((await scrolledPanes(page)).text).toBeGreaterThan(text);
  await page.mouse.wheel(-1_000_000, 0);
  await expect.poll(scrolled).toBeCloseTo(range, 0);
  await page.mouse.wheel(1_000_000, 0);
  await expect.poll(scrolled).toBe(0);
  await expect.poll(async () => (await scrolledPanes(page)).text).toBe(0);
});

test("a post that is opened again at its end shows the paragraph of the caret, not only the footer", async ({
  setDesk,
  startProgram,
}) => {
  const footer = Array.from({ length: 60 }, (_, index) => `  足もと${index}。\n`).join("\n");
  const posts = [paragraphs(30), "短い話です。"];
  const { page } = await startProgram(await deskWith(setDesk, posts, `footer: |\n${footer}`));
  await openPost(page, "話その0");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await openPost(page, "話その1");
  await expect(previewArticle(page)).toContainText("短い話です。");
  await openPost(page, "話その0");
  await bothShow(page, "第段29。");
  // The page shows its beginning at first.
  await expect.poll(async () => (await scrolledPanes(page)).page).toBeGreaterThan(0);
  await stillPanes(page);
  const seen = await place(page, "第段29。").evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { begins: top < innerHeight, ends: bottom > 0 };
  });
  expect(seen).toEqual({ begins: true, ends: true });

  // As soon as the author scrolls, both panes reach their ends together, as always.
  const range = await scrollRanges(page);
  await turnWheel(page, "text", range.text + 500);
  expect((await scrolledPanes(page)).page).toBe(range.page);
});

/** Scrolls a little in each pane, and expects the same character at both anchors each time. */
async function showTheSame(page: Page): Promise<void> {
  const range = await scrollRanges(page);
  for (const [pane, pixels] of [
    ["text", 1000],
    ["page", 700],
    ["text", -200],
  ] as const) {
    // Each pane rounds to a whole pixel of the screen.
    // For a page that is scaled down, this is more than one of its own pixels.
    expect(await pixelsApart(page, text, range.text, pane, pixels), `${pane} ${pixels}`).toBeLessThan(2.5);
  }
}
