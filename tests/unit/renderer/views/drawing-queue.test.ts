import { expect, test, vi } from "vitest";
import { DrawingQueue } from "#renderer/views/blog-settings/drawing-queue.ts";

test("pictures are drawn one after the other, when the window is idle; turns can be given up", () => {
  const idle: (() => void)[] = [];
  vi.stubGlobal("requestIdleCallback", (callback: () => void) => idle.push(callback));
  const wait = (): void => idle.shift()?.();
  const queue = new DrawingQueue();
  const drawn: string[] = [];
  const done = new Map<string, () => void>();
  const enter = (name: string): (() => void) =>
    queue.enter((finish) => {
      drawn.push(name);
      done.set(name, finish);
    });
  const leaveA = enter("a");
  const leaveB = enter("b");
  enter("c");
  expect(drawn).toEqual([]);
  wait();
  wait();
  expect(drawn).toEqual(["a"]);
  leaveB();
  done.get("a")?.();
  done.get("a")?.();
  wait();
  wait();
  expect(drawn).toEqual(["a", "c"]);
  leaveA();
  const leaveD = enter("d");
  wait();
  expect(drawn).toEqual(["a", "c"]);
  leaveD();
  enter("e");
  done.get("c")?.();
  wait();
  expect(drawn).toEqual(["a", "c", "e"]);
  vi.unstubAllGlobals();
});
