import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { mapLimited, WorkQueue } from "#engine/base/concurrency.ts";

test("work on one key runs in order, one at a time, also after a failure; other keys do not wait", async () => {
  const queue = new WorkQueue();
  const log: string[] = [];
  const work = (name: string, ms: number) => async (): Promise<string> => {
    log.push(`${name} begins`);
    await wait(ms);
    log.push(`${name} ends`);
    if (name === "bad") throw new Error("bad");
    return name;
  };
  const first = queue.run("a", work("first", 20));
  const bad = queue.run("a", work("bad", 1));
  const last = queue.run("a", work("last", 1));
  const other = queue.run("b", work("other", 1));
  await expect(bad).rejects.toThrow("bad");
  expect(await Promise.all([first, last, other])).toEqual(["first", "last", "other"]);
  expect(log.filter((line) => !line.startsWith("other"))).toEqual([
    ...["first begins", "first ends", "bad begins", "bad ends", "last begins", "last ends"],
  ]);
  expect(log.indexOf("other ends")).toBeLessThan(log.indexOf("first ends"));
});

test("idle waits for running work and for work added meanwhile", async () => {
  const queue = new WorkQueue();
  let done = 0;
  const again = async (): Promise<void> => {
    await wait(5);
    if (++done < 3) void queue.run("a", again);
  };
  void queue.run("a", again);
  await queue.idle();
  expect(done).toBe(3);
});

test("maps in order with at most the given number at once", async () => {
  let running = 0;
  let maxRunning = 0;
  const results = await mapLimited([30, 1, 20, 2, 10], 2, async (ms) => {
    maxRunning = Math.max(maxRunning, ++running);
    await wait(ms);
    running--;
    return ms * 2;
  });
  expect(results).toEqual([60, 2, 40, 4, 20]);
  expect(maxRunning).toBe(2);
});
