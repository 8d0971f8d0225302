import type { Launched } from "./launch.ts";

/** Milliseconds from the start of the process. */
export interface StartTimes {
  /** Anything at all is painted, by the browser's own account. */
  readonly firstPaint: number;
  /** Words of the post are on the screen, in whatever shape. */
  readonly words: number;
  /** The editor has the text and the caret is in it. */
  readonly editor: number;
}

/** Waits until the editor is ready; `wanted` are words that stand near the beginning of the post. */
export async function measureStart({ page, launchedAt }: Launched, wanted: string): Promise<StartTimes> {
  const seen = page.waitForFunction(
    (text) => document.body?.textContent?.includes(text) && performance.timeOrigin + performance.now(),
    wanted,
    { polling: "raf" },
  );
  const ready = page.waitForFunction(
    () =>
      document.querySelector(".monaco-editor .view-line") &&
      document.activeElement?.closest(".monaco-editor") &&
      performance.timeOrigin + performance.now(),
    undefined,
    { polling: "raf" },
  );
  const painted = page.waitForFunction(() => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    return paint && performance.timeOrigin + paint.startTime;
  });
  const times = await Promise.all([painted, seen, ready].map(async (handle) => (await handle).jsonValue()));
  const [firstPaint = Number.NaN, words = Number.NaN, editor = Number.NaN] = times.map(
    (at) => Number(at) - launchedAt,
  );
  // Who looks from outside may come too late to see the words before the editor: ours says when they were painted.
  const told = await page.evaluate(() => {
    const mark = performance.getEntriesByName("words-painted")[0];
    return mark ? performance.timeOrigin + mark.startTime : null;
  });
  return { firstPaint, words: told === null ? words : told - launchedAt, editor };
}
