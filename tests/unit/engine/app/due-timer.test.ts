import { beforeEach, expect, test } from "vitest";
import { type Clock, DueTimer } from "#engine/app/due-timer.ts";
import { loadPost } from "./load-post.ts";

/** A clock whose time only the test changes. */
class HandClock implements Clock {
  time = Date.parse("2024-05-06T09:00:00+09:00");
  readonly waits: number[] = [];
  #call: (() => void) | null = null;

  now(): number {
    return this.time;
  }

  after(milliseconds: number, call: () => void): () => void {
    this.waits.push(milliseconds);
    this.#call = call;
    return () => {
      this.#call = null;
    };
  }

  /** Advances the time, and fires once if a call was due. */
  pass(milliseconds: number): void {
    this.time += milliseconds;
    const call = this.#call;
    this.#call = null;
    call?.();
  }
}

let clock: HandClock;
beforeEach(() => {
  clock = new HandClock();
});

function timerFor(...dates: string[]): { timer: DueTimer; due: () => number } {
  let count = 0;
  const posts = dates.map((date, index) => loadPost(`posts/hibi/${index}.md`, `date: ${date}`));
  const timer = new DueTimer(
    () => posts,
    () => count++,
    clock,
  );
  return { timer, due: () => count };
}

test("reports once when the next post is due", () => {
  const { timer, due } = timerFor("2024-05-06 09:00:40", "2024-05-06 09:00:10", "2020-01-01 00:00");
  timer.start();
  expect(clock.waits).toEqual([10_000]);
  clock.pass(9_999);
  expect(due()).toBe(0);
  clock.pass(1);
  expect(due()).toBe(1);
  clock.pass(30_000);
  expect(due()).toBe(2);
  clock.pass(60_000);
  expect([due(), clock.waits]).toEqual([2, [10_000, 1, 30_000, 60_000, 60_000]]);
});

test("checks again within a minute, because the computer may have slept", () => {
  const { timer, due } = timerFor("2030-01-01 00:00");
  timer.start();
  expect(clock.waits).toEqual([60_000]);
  clock.pass(Date.parse("2030-01-01T08:00:00+09:00") - clock.time);
  expect(due()).toBe(1);
});

test("ignores drafts, posts without a date, and posts published long ago", () => {
  const drafts = [
    loadPost("posts/hibi/a.md", "date: 2024-05-06 09:00:10\nstatus: draft"),
    loadPost("posts/hibi/b.md", "title: x"),
    loadPost("pages/c.md", "title: x"),
    loadPost("posts/hibi/d.md", "date: 2020-01-01"),
  ];
  let count = 0;
  new DueTimer(
    () => drafts,
    () => count++,
    clock,
  ).start();
  clock.pass(20_000);
  clock.pass(60_000);
  expect([count, clock.waits]).toEqual([0, [60_000, 60_000, 60_000]]);
});

test("considers posts that are added later after a restart, and none after it was stopped", () => {
  const posts = [loadPost("posts/hibi/a.md", "date: 2024-05-06 09:00:50")];
  let count = 0;
  const timer = new DueTimer(
    () => posts,
    () => count++,
    clock,
  );
  timer.start();
  posts.push(loadPost("posts/hibi/b.md", "date: 2024-05-06 09:00:05"));
  timer.start();
  expect(clock.waits).toEqual([50_000, 5_000]);
  timer.stop();
  clock.pass(60_000);
  expect(count).toBe(0);
});
