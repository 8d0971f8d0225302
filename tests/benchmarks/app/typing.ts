import { setTimeout as pause } from "node:timers/promises";
import type { Frame, Page } from "@playwright/test";
import { readyToType } from "./desk.ts";

/** The measured times of one key press, in milliseconds since the key event. */
export interface KeyTimes {
  /** Time at which the document in the preview had changed. */
  readonly patched: number;
  /** Time at which the next frame had been passed to the screen. */
  readonly painted: number;
}

declare global {
  interface Window {
    keyTimes: number[];
    patchTimes: { patched: number; painted: number }[];
  }
}

/** Number of key presses before the first measured key press. */
const warmUp = 10;

/**
 * Types this many letters.
 * The pause before each letter ends at varying times between two frames.
 * Calls `before` and `after` for each letter.
 */
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

/**
 * Types this many letters, and measures for each letter when the preview shows it.
 * `rest` is the pause between two letters in milliseconds.
 */
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
