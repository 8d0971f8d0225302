import type { Clock } from "#engine/app/due-timer.ts";

/** A clock that stands until a test moves it; any number of things may wait for it. */
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

  /** Moves to a time, forward or back, at one stroke, as a computer that slept; what is past then rings once. */
  moveTo(time: string | number): void {
    this.time = typeof time === "number" ? time : Date.parse(time);
    for (const [id, { at, call }] of [...this.#waiting]) {
      if (at > this.time || !this.#waiting.delete(id)) continue;
      call();
    }
  }
}
