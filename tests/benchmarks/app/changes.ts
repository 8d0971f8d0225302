import { setTimeout as pause } from "node:timers/promises";
import type { Frame, Page } from "@playwright/test";

declare global {
  interface Window {
    noted: { readonly times: readonly number[]; stop(): void };
    shown: { readonly times: readonly number[]; stop(): void };
  }
}

/**
 * Time in milliseconds that a key stays down, as with people.
 * The space bar switches an option when it is released, so it is not held, and holding it is not measured.
 */
const heldOf = (key: string): number => (key === " " ? 0 : 80);

/**
 * Presses keys in the window and measures the time from each key event until a part of a frame changes.
 * The time is in milliseconds, and ends with the frame's first picture of the change.
 * Leaves out keys after which nothing in this part changed.
 */
export async function timeChanges(
  frame: Frame,
  part: string,
  keys: readonly string[],
  rest: number,
): Promise<number[]> {
  const page = frame.page();
  await page.evaluate(noteKeys);
  await frame.evaluate(watchChanges, part);
  for (const [index, key] of keys.entries()) {
    await page.keyboard.press(key, { delay: heldOf(key) });
    await pause(rest - heldOf(key) + ((index * 7) % 17));
  }
  const pressed = await page.evaluate(() => {
    window.noted.stop();
    return window.noted.times;
  });
  const shown = await frame.evaluate(() => {
    window.shown.stop();
    return window.shown.times;
  });
  return pressed.flatMap((at, index) => {
    const first = shown.find((time) => time > at && time < (pressed[index + 1] ?? Number.POSITIVE_INFINITY));
    return first === undefined ? [] : [first - at];
  });
}

/** Runs in the window. */
function noteKeys(): void {
  const times: number[] = [];
  // The program sends some keys on to the chosen item of a menu. Only the author's key counts.
  const note = (event: KeyboardEvent): void => {
    if (event.isTrusted) times.push(performance.timeOrigin + event.timeStamp);
  };
  addEventListener("keydown", note, { capture: true });
  window.noted = { times, stop: () => removeEventListener("keydown", note, { capture: true }) };
}

/** Runs in the frame. */
function watchChanges(part: string): void {
  const times: number[] = [];
  const concerns = ({ target }: MutationRecord): boolean => {
    const element = target instanceof Element ? target : target.parentElement;
    return element?.closest(part) !== null && element !== null;
  };
  const observer = new MutationObserver((records) => {
    if (!records.some(concerns)) return;
    requestAnimationFrame(() => {
      // Comes directly after the picture. A message would come after the work that already waits for its turn.
      const note = (): number => times.push(performance.timeOrigin + performance.now());
      void scheduler.postTask(note, { priority: "user-blocking" });
    });
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
  window.shown = { times, stop: () => observer.disconnect() };
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
