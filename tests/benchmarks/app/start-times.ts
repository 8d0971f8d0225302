import type { Launched } from "./launch.ts";

/** Milliseconds from the start of the process. */
export interface StartTimes {
  /** Anything at all is painted, by the browser's own account. */
  readonly firstPaint: number;
  /** Words of the post are on the page, in whatever shape. */
  readonly words: number;
  /** The editor has the text and the keyboard. */
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
    () => document.querySelector(".monaco-editor .view-line") && performance.timeOrigin + performance.now(),
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
  return { firstPaint, words, editor };
}
