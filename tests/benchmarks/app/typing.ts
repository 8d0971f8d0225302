import { setTimeout as pause } from "node:timers/promises";
import type { Frame, Page } from "@playwright/test";
import { readyToType } from "./desk.ts";

/** What one key took, in milliseconds from the key event. */
export interface KeyTimes {
  /** Until the preview's document had changed. */
  readonly patched: number;
  /** Until the frame after that had been handed to the screen. */
  readonly painted: number;
}

declare global {
  interface Window {
    keyTimes: number[];
    patchTimes: { patched: number; painted: number }[];
  }
}

/** Keys that are pressed before the first one that counts: a hand that has begun to write. */
const warmUp = 10;

/** Presses so many letters, each after a rest that falls anywhere between two frames; `before` and `after` see each. */
export async function pressKeys(
  page: Page,
  keys: number,
  rest: number,
  around?: { before(): Promise<void>; after(): Promise<void> },
): Promise<void> {
  for (let key = 0; key < keys; key += 1) {
    await around?.before();
    await page.keyboard.press("abcdefghij"[key % 10] ?? "a");
    await pause(rest + ((key * 7) % 17));
    await around?.after();
  }
}

/** Types so many letters into the editor and times each in the preview's frame; between two is a rest, in milliseconds. */
export async function timeKeys(
  page: Page,
  preview: Frame,
  article: string,
  keys: number,
  rest: number,
): Promise<KeyTimes[]> {
  await readyToType(page);
  await pressKeys(page, warmUp, rest);
  await page.evaluate(() => {
    window.keyTimes = [];
    const note = (event: KeyboardEvent): void => {
      window.keyTimes.push(performance.timeOrigin + event.timeStamp);
    };
    addEventListener("keydown", note, { capture: true });
  });
  await preview.evaluate(watchPatches, article);
  await pressKeys(page, keys, rest);
  const pressed = await page.evaluate(() => window.keyTimes);
  const changes = await preview.evaluate(() => window.patchTimes);
  return pressed.map((at) => {
    const change = changes.find(({ patched }) => patched >= at);
    if (!change) throw new Error("a key did not reach the preview");
    return { patched: change.patched - at, painted: change.painted - at };
  });
}

/** Runs in the preview's page. */
function watchPatches(selector: string): void {
  window.patchTimes = [];
  const article = document.querySelector(selector);
  if (!article) throw new Error(`no ${selector} in the preview`);
  const now = (): number => performance.timeOrigin + performance.now();
  const observer = new MutationObserver(() => {
    const patched = now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => window.patchTimes.push({ patched, painted: now() });
      port1.postMessage(null);
    });
  });
  observer.observe(article, { childList: true, subtree: true, characterData: true });
}
