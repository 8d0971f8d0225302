import { expect, test, vi } from "vitest";
import { AppError } from "#contract/errors.ts";
import { logBug, mapLimited } from "#engine/base/concurrency.ts";

test("calls at most the limit at once, and keeps the order of items", async () => {
  let running = 0;
  let most = 0;
  const doubled = await mapLimited([5, 1, 4, 2, 3], 2, async (item) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    running -= 1;
    return 2 * item;
  });
  expect(doubled).toEqual([10, 2, 8, 4, 6]);
  expect(most).toBe(2);
});

test("a failure starts no new call, and rejects when the started calls have ended", async () => {
  const started: number[] = [];
  let isEnded = false;
  const mapping = mapLimited([0, 1, 2, 3], 2, async (item) => {
    started.push(item);
    if (item === 0) throw new Error("no");
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    isEnded = true;
  });
  await expect(mapping).rejects.toThrow("no");
  expect(started).toEqual([0, 1]);
  expect(isEnded).toBe(true);
});

test("an unexpected error of background work is logged, an error that people can meet is not", () => {
  const log = vi.spyOn(console, "error").mockReturnValue(undefined);
  try {
    logBug(new AppError("file.diskFull", { path: "a.md" }));
    expect(log).not.toHaveBeenCalled();
    const bug = new TypeError("planted");
    logBug(bug);
    expect(log).toHaveBeenCalledExactlyOnceWith(bug);
  } finally {
    log.mockRestore();
  }
});
