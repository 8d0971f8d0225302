import type { Clock } from "#engine/app/due-timer.ts";

/** A clock whose time only the test changes; any number of calls may wait for it. */
export class StepClock implements Clock {
  time: number;
  readonly #waiting = new Map<symbol, { readonly at: number; readonly call: () => void }>();

  constructor(time: string) {
    this.time = Date.parse(time);
  }

  readonly now = (): number => this.time;

  after(milliseconds: number, call: () => void): () => void {
    const id = Symbol();
    this.#waiting.set(id, { at: this.time + milliseconds, call });
    return () => this.#waiting.delete(id);
  }

  /** Jumps to a time, forward or back, as after sleep. Fires each call that is due once. */
  moveTo(time: string | number): void {
    this.time = typeof time === "number" ? time : Date.parse(time);
    for (const [id, { at, call }] of [...this.#waiting]) {
      if (at > this.time || !this.#waiting.delete(id)) continue;
      call();
    }
  }
}
