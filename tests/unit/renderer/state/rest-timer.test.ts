import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RestTimer } from "../../../../renderer/state/rest-timer.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("the work is done once, when nothing has happened for so long", () => {
  const work = vi.fn();
  const timer = new RestTimer(work);
  for (let key = 0; key < 10; key += 1) {
    timer.later(600);
    vi.advanceTimersByTime(150);
  }
  vi.advanceTimersByTime(449);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(5_000);
  expect(work).toHaveBeenCalledTimes(1);
  timer.later(600);
  vi.advanceTimersByTime(600);
  expect(work).toHaveBeenCalledTimes(2);
});

test("keys set no timer each", () => {
  const timer = new RestTimer(vi.fn());
  const set = vi.spyOn(globalThis, "setTimeout");
  for (let key = 0; key < 100; key += 1) timer.later(600);
  expect(set).toHaveBeenCalledTimes(1);
});

test("a shorter rest is not kept waiting by a longer one, and a longer one is kept", () => {
  const work = vi.fn();
  const timer = new RestTimer(work);
  timer.later(600);
  timer.later(0);
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(1);
  timer.later(10);
  timer.later(600);
  vi.advanceTimersByTime(599);
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(2);
});

test("what is stopped is not done, until something happens again", () => {
  const work = vi.fn();
  const timer = new RestTimer(work);
  timer.later(100);
  timer.stop();
  vi.advanceTimersByTime(1_000);
  expect(work).not.toHaveBeenCalled();
  timer.later(100);
  vi.advanceTimersByTime(100);
  expect(work).toHaveBeenCalledTimes(1);
});
