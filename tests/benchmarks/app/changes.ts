import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";

declare global {
  interface Window {
    shownTimes: { pressed: number[]; shown: number[] };
  }
}

/**
 * Presses keys and measures the time from each key event until a part of the page changes.
 * The time is in milliseconds, and ends with the first frame that shows the change.
 * Leaves out keys after which nothing on the page changed.
 */
export async function timeChanges(
  page: Page,
  part: string,
  keys: readonly string[],
  rest: number,
): Promise<number[]> {
  await page.evaluate(watchChanges, part);
  for (const [index, key] of keys.entries()) {
    await page.keyboard.press(key);
    await pause(rest + ((index * 7) % 17));
  }
  const { pressed, shown } = await page.evaluate(() => window.shownTimes);
  return pressed.flatMap((at, index) => {
    const first = shown.find((time) => time > at && time < (pressed[index + 1] ?? Number.POSITIVE_INFINITY));
    return first === undefined ? [] : [first - at];
  });
}

/** Runs in the page. */
function watchChanges(part: string): void {
  const times = { pressed: [] as number[], shown: [] as number[] };
  window.shownTimes = times;
  addEventListener("keydown", (event) => times.pressed.push(event.timeStamp), { capture: true });
  const concerns = ({ target }: MutationRecord): boolean => {
    const element = target instanceof Element ? target : target.parentElement;
    return element?.closest(part) !== null && element !== null;
  };
  const observer = new MutationObserver((records) => {
    if (!records.some(concerns)) return;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => times.shown.push(performance.now());
      port1.postMessage(null);
    });
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
}

/**
 * Scrolls a part of the page back and forth by this number of pixels per frame.
 * Returns the times between the frames in milliseconds.
 */
export function scrollFrames(page: Page, part: string, pixels: number, frames: number): Promise<number[]> {
  return page.evaluate(
    ([selector, step, count]) =>
      new Promise<number[]>((resolve) => {
        const element = document.querySelector(selector);
        if (!element) throw new Error(`no ${selector}`);
        const times: number[] = [];
        let direction = 1;
        const next = (now: number): void => {
          times.push(now);
          const before = element.scrollTop;
          element.scrollTop += direction * step;
          if (element.scrollTop === before) direction = -direction;
          if (times.length <= count) requestAnimationFrame(next);
          else resolve(times.slice(1).map((time, i) => time - (times[i] ?? time)));
        };
        requestAnimationFrame(next);
      }),
    [part, pixels, frames] as const,
  );
}
