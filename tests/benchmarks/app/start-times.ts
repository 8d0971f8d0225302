import type { Launched } from "./launch.ts";

/** Times in milliseconds since the start of the process. */
export interface StartTimes {
  /** The browser's own first-paint time. */
  readonly firstPaint: number;
  /** Time at which words of the post are first visible, in any form. */
  readonly words: number;
  /** Time at which the editor shows the text and contains the caret. */
  readonly editor: number;
}

/** Waits until the editor is ready. `wanted`: words near the beginning of the post. */
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
  // An observer from outside may see the words too late, when the editor is already there.
  // Our program itself therefore records when the words were painted.
  const paintedAt = await page.evaluate(() => {
    const mark = performance.getEntriesByName("words-painted")[0];
    return mark ? performance.timeOrigin + mark.startTime : null;
  });
  return { firstPaint, words: paintedAt === null ? words : paintedAt - launchedAt, editor };
}
