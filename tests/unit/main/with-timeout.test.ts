import { afterEach, expect, test, vi } from "vitest";
import { withTimeout } from "#main/with-timeout.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("work that ends in time succeeds and leaves no timer", async () => {
  vi.useFakeTimers();
  expect(await withTimeout(Promise.resolve("done"), 1_000, "late")).toBe("done");
  expect(vi.getTimerCount()).toBe(0);
});

test("work that fails counts as not done", async () => {
  expect(await withTimeout(Promise.reject(new Error("planted")), 1_000, "late")).toBe("late");
});

test("endless work is given up, even if it fails later", async () => {
  vi.useFakeTimers();
  let fail: (error: Error) => void = () => undefined;
  const never = new Promise<string>((_resolve, reject) => {
    fail = reject;
  });
  const result = withTimeout(never, 1_000, "late");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await result).toBe("late");
  fail(new Error("too late"));
});
