import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";

declare global {
  interface Window {
    shownTimes: { pressed: number[]; shown: number[]; stop: () => void };
  }
}

/** Time in milliseconds that a key stays down, as with people. */
const held = 80;

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
    await page.keyboard.press(key, { delay: held });
    await pause(rest - held + ((index * 7) % 17));
  }
  const { pressed, shown } = await page.evaluate(() => {
    window.shownTimes.stop();
    return { pressed: window.shownTimes.pressed, shown: window.shownTimes.shown };
  });
  return pressed.flatMap((at, index) => {
    const first = shown.find((time) => time > at && time < (pressed[index + 1] ?? Number.POSITIVE_INFINITY));
    return first === undefined ? [] : [first - at];
  });
}

/** Runs in the page. */
function watchChanges(part: string): void {
  const [pressed, shown]: [number[], number[]] = [[], []];
  // The program sends some keys on to the chosen item of a menu. Only the author's key counts.
  const note = (event: KeyboardEvent): void => {
    if (event.isTrusted) pressed.push(event.timeStamp);
  };
  addEventListener("keydown", note, { capture: true });
  const concerns = ({ target }: MutationRecord): boolean => {
    const element = target instanceof Element ? target : target.parentElement;
    return element?.closest(part) !== null && element !== null;
  };
  const observer = new MutationObserver((records) => {
    if (!records.some(concerns)) return;
    requestAnimationFrame(() => {
      // Comes directly after the frame. A message would come after the work that already waits for its turn.
      void scheduler.postTask(() => shown.push(performance.now()), { priority: "user-blocking" });
    });
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  const stop = (): void => {
    observer.disconnect();
    removeEventListener("keydown", note, { capture: true });
  };
  window.shownTimes = { pressed, shown, stop };
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
