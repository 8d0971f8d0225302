import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LeavingTimer } from "#renderer/ui/leaving.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a message leaves by itself after some seconds", () => {
  const leave = vi.fn();
  new LeavingTimer(leave);
  vi.advanceTimersByTime(14_000);
  expect(leave).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(leave).toHaveBeenCalledOnce();
});

test("a message stays while anything holds it, and has the whole time afterwards", () => {
  const leave = vi.fn();
  const timer = new LeavingTimer(leave);
  timer.hold("pointer");
  timer.hold("focus");
  vi.advanceTimersByTime(60_000);
  timer.release("pointer");
  vi.advanceTimersByTime(60_000);
  expect(leave).not.toHaveBeenCalled();
  timer.release("focus");
  vi.advanceTimersByTime(14_000);
  expect(leave).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(leave).toHaveBeenCalledOnce();
});

test("a release without a hold does not lengthen the time, and a stopped timer never ends", () => {
  const leave = vi.fn();
  const timer = new LeavingTimer(leave);
  vi.advanceTimersByTime(14_000);
  timer.release("window");
  timer.stop();
  vi.advanceTimersByTime(60_000);
  expect(leave).not.toHaveBeenCalled();
});
