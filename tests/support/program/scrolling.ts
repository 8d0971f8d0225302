import { expect, type Page } from "@playwright/test";
import { evaluateInPage, previewArticle, previewFrame, ready } from "./editing.ts";

/** Scroll positions of both panes, in CSS pixels. */
export interface Scrolled {
  readonly text: number;
  readonly page: number;
}

export const sentence = "雨の日に聞く静けさのことを、短く書いておきます。";

/** Returns a paragraph of numbered sentences, so that a test can identify each position in it. */
export function numbered(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => `〔${from + index}〕${sentence}`).join("");
}

/** Waits until the text is shown, and the preview shows the complete page. */
export async function bothShow(page: Page, words: string): Promise<void> {
  await ready(page);
  await expect(previewArticle(page)).toContainText(words);
  await expect(page.locator("iframe")).toHaveCount(1);
  await stillPanes(page);
}

export async function scrolledPanes(page: Page): Promise<Scrolled> {
  const text = await page
    .locator(".monaco-editor .lines-content")
    .first()
    .evaluate((lines) => Math.abs(Number.parseFloat((lines as HTMLElement).style.top)));
  return { text, page: await evaluateInPage(previewFrame(page).locator(":root"), () => scrollY) };
}

/** Returns the scroll positions of both panes in five successive frames. */
export async function fiveFrames(page: Page): Promise<Scrolled[]> {
  const text = page
    .locator(".monaco-editor .lines-content")
    .first()
    .evaluate(async (lines) => {
      const seen: number[] = [];
      for (let frame = 0; frame < 5; frame++) {
        await new Promise(requestAnimationFrame);
        seen.push(Math.abs(Number.parseFloat((lines as HTMLElement).style.top)));
      }
      return seen;
    });
  const shown = evaluateInPage(previewFrame(page).locator(":root"), async () => {
    const seen: number[] = [];
    for (let frame = 0; frame < 5; frame++) {
      await new Promise(requestAnimationFrame);
      seen.push(scrollY);
    }
    return seen;
  });
  const [texts, pages] = await Promise.all([text, shown]);
  return texts.map((value, index) => ({ text: value, page: pages[index] ?? Number.NaN }));
}

/** Waits until neither pane has moved for five frames, and returns their positions. */
export async function stillPanes(page: Page): Promise<Scrolled> {
  let last: Scrolled | undefined;
  await expect
    .poll(async () => {
      const frames = await fiveFrames(page);
      last = frames[0];
      return new Set(frames.map((frame) => JSON.stringify(frame))).size;
    })
    .toBe(1);
  if (!last) throw new Error("nothing was seen");
  return last;
}

/**
 * Distance of one notch of a mouse wheel, and the distance that Monaco scrolls for it.
 * Monaco's distance does not depend on Chromium's pixels.
 */
const notch = 120;
const pixelsOfNotch = 50;

/**
 * Turns the mouse wheel over a pane by about this distance, and waits until both panes have come to rest.
 */
export async function turnWheel(page: Page, pane: keyof Scrolled, pixels: number): Promise<Scrolled> {
  const before = await scrolledPanes(page);
  await page
    .locator(pane === "text" ? ".monaco-editor" : "iframe[data-front]")
    .first()
    .hover();
  const turns = pane === "text" ? Math.ceil(Math.abs(pixels) / pixelsOfNotch) : 1;
  const each = pane === "text" ? notch * Math.sign(pixels) : pixels;
  for (let turn = 0; turn < turns; turn++) await page.mouse.wheel(0, each);
  await expect.poll(async () => (await scrolledPanes(page))[pane]).not.toBe(before[pane]);
  return stillPanes(page);
}

/** Returns how far both panes can be scrolled. Afterwards, both panes are scrolled to the top. */
export async function scrollRanges(page: Page): Promise<Scrolled> {
  const range = await turnWheel(page, "page", 1_000_000);
  await turnWheel(page, "page", -1_000_000);
  return range;
}

/**
 * A position in the text: the index of a character, with a fraction.
 * `pixelsEach` is the height of the line in pixels, divided by the number of characters in the line.
 */
export interface ReadPlace {
  readonly character: number;
  readonly pixelsEach: number;
}

/**
 * Returns the character at the editor's scroll anchor in a text of numbered sentences.
 * Returns null between paragraphs.
 */
async function characterInText(page: Page, text: string, range: number): Promise<ReadPlace | null> {
  const row = await page
    .locator(".monaco-editor .lines-content")
    .first()
    .evaluate((lines, scrollable) => {
      const pane = lines.closest(".monaco-editor")?.getBoundingClientRect();
      if (!pane) throw new Error("no editor");
      const scrolled = Math.abs(Number.parseFloat((lines as HTMLElement).style.top));
      const anchor = pane.top + pane.height * Math.min(1, scrolled / scrollable);
      const rows = [...lines.querySelectorAll(".view-line")]
        .map((line) => ({ box: line.getBoundingClientRect(), words: line.textContent ?? "" }))
        .sort((one, other) => one.box.top - other.box.top);
      const at = rows.findIndex(({ box }) => box.top <= anchor && box.bottom > anchor);
      const { top, height } = rows[at]?.box ?? new DOMRect();
      const around = [rows[at - 1], rows[at], rows[at + 1]].map((row) => row?.words.trim());
      return { around, share: (anchor - top) / height, height };
    }, range);
  const [before, words = "", behind] = row.around;
  if (words === "") return null;
  // A row may occur in several sentences, but the row with its neighbours contains the sentence's number.
  // A blank row ends a paragraph.
  const neighbour = (neighbouring: string | undefined): string =>
    neighbouring === "" ? "\n" : (neighbouring ?? "");
  const start = text.indexOf(neighbour(before) + words + neighbour(behind));
  if (start < 0) throw new Error(`not of the text: ${row.around.join(" / ")}`);
  const character = start + neighbour(before).length + row.share * words.length;
  return { character, pixelsEach: row.height / words.length };
}

/** Returns the character of the text at the page's scroll anchor. Returns null between paragraphs. */
export async function characterOnPage(page: Page, text: string): Promise<ReadPlace | null> {
  const found = await previewArticle(page).evaluate((article) => {
    const root = document.documentElement;
    const anchor = root.clientHeight * (scrollY / (root.scrollHeight - root.clientHeight));
    const paragraph = [...article.querySelectorAll("p")].find((candidate) => {
      const { top, bottom } = candidate.getBoundingClientRect();
      return top <= anchor && bottom > anchor;
    });
    const node = paragraph?.firstChild;
    if (!paragraph || !(node instanceof Text)) return null;
    const pitch = Number.parseFloat(getComputedStyle(paragraph).lineHeight);
    const range = document.createRange();
    const topOf = (at: number): number => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { top, bottom } = range.getBoundingClientRect();
      return (top + bottom - pitch) / 2;
    };
    let first = 0;
    for (let at = 1; at <= node.length; at++) {
      const next = at < node.length ? topOf(at) : topOf(first) + pitch;
      if (next <= topOf(first) + 1) continue;
      if (next > anchor) {
        const share = (anchor - topOf(first)) / (next - topOf(first));
        return { words: node.data, at: first + share * (at - first), pixelsEach: pitch / (at - first) };
      }
      first = at;
    }
    return null;
  });
  return found && { character: text.indexOf(found.words) + found.at, pixelsEach: found.pixelsEach };
}

/**
 * Turns the mouse wheel over a pane. Turns a little further if the scrolling ends between two paragraphs.
 * Returns the difference between the positions of both panes, in pixels of the page.
 */
export async function pixelsApart(
  page: Page,
  text: string,
  range: number,
  pane: keyof Scrolled,
  pixels: number,
): Promise<number> {
  for (let turn = pixels; ; turn = 60) {
    await turnWheel(page, pane, turn);
    const inText = await characterInText(page, text, range);
    const onPage = await characterOnPage(page, text);
    if (inText && onPage) return Math.abs(inText.character - onPage.character) * onPage.pixelsEach;
  }
}
