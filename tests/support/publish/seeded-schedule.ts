import { setImmediate as nextRound } from "node:timers/promises";
import type { LockClock } from "#engine/publish/lock/lock-clock.ts";
import { seededNumbers } from "../seeded-numbers.ts";

/** Maximum number of steps. A race that needs more steps is in an endless loop. */
const mostSteps = 100_000;

/** The probability that a computer falls asleep, and the maximum number of steps that it sleeps. */
const sleeps = { chance: 1 / 400, max: 2000 };

/**
 * Probabilities that a request hangs on its way or between the server's two steps, and for how long.
 * In half of these cases, the computer also loses its connection.
 */
const hangs = { travelling: 1 / 300, acting: 1 / 60, max: 2000 };

/** Probability that time passes although a participant could continue. */
const timeChance = 1 / 60;

/** A participant of a race. A schedule puts the steps of all participants in order. */
export interface Actor {
  readonly name: string;
  /** Resolves when the schedule lets the participant take this step. */
  turn(label: string): Promise<void>;
  /** A clock that advances only when the schedule decides so. */
  readonly clock: LockClock;
}

interface Step {
  readonly actor: ActorState;
  readonly label: string;
  readonly go: () => void;
  readonly fail: (error: unknown) => void;
  /** Number of the step before which this step does not happen, unless no other step is left. */
  readonly notBefore: number;
}

interface Timer {
  readonly actor: ActorState;
  readonly every: number | null;
  readonly go: () => void;
  at: number;
}

interface ActorState {
  readonly name: string;
  asleepUntil: number;
  isDead: boolean;
}

/**
 * Decides the order of all participants' steps, and when time passes. Both depend only on a seed.
 * A step happens only after all effects of the previous step have happened.
 * The effects of a step include reading files on this computer's disk.
 * The same seed therefore results in the same order on every computer.
 */
export class SeededSchedule {
  /** The steps so far. */
  readonly trace: string[] = [];
  readonly #random: () => number;
  readonly #actors: ActorState[] = [];
  readonly #pending: Step[] = [];
  readonly #timers: Timer[] = [];
  readonly #names = new Map<string, string>();
  #ms = 0;

  constructor(seed: number) {
    this.#random = seededNumbers(seed);
  }

  /** The schedule's own time in milliseconds. */
  get ms(): number {
    return this.#ms;
  }

  number(max: number): number {
    return Math.floor(this.#random() * max);
  }

  chance(of: number): boolean {
    return this.#random() < of;
  }

  actor(name: string): Actor {
    const actor: ActorState = { name, asleepUntil: 0, isDead: false };
    this.#actors.push(actor);
    const turn = (label: string): Promise<void> =>
      new Promise((go, fail) => {
        const chance = label.startsWith("act ") ? hangs.acting : hangs.travelling;
        const notBefore = this.trace.length + (this.chance(chance) ? this.number(hangs.max) : 0);
        if (notBefore > this.trace.length && this.chance(0.5)) actor.asleepUntil = notBefore;
        this.#pending.push({ actor, label, go, fail, notBefore });
      });
    return { name, turn, clock: this.#clockOf(actor) };
  }

  /** Stops a participant. Requests that are already on their way may still arrive. */
  kill(name: string): void {
    for (const actor of this.#actors) if (actor.name === name) actor.isDead = true;
  }

  /** Runs until the work of all participants has ended. */
  async run<T>(works: readonly Promise<T>[]): Promise<T[]> {
    const all = Promise.all(works);
    let isOver = false;
    const over = (): void => {
      isOver = true;
    };
    all.then(over, over);
    for (;;) {
      await quiet();
      if (isOver) return all;
      if (this.trace.length > mostSteps) throw new Error(`no end after ${mostSteps} steps`);
      this.#step();
    }
  }

  #step(): void {
    const now = this.trace.length;
    for (const actor of this.#actors) {
      if (this.chance(sleeps.chance)) actor.asleepUntil = now + this.number(sleeps.max);
    }
    // The server does not sleep.
    const isAwake = ({ actor, label }: Step): boolean => actor.asleepUntil <= now || label.startsWith("act ");
    const ready = this.#pending.filter((step) => step.notBefore <= now && isAwake(step));
    const living = this.#timers.filter(({ actor }) => !actor.isDead);
    const timers = living.filter(({ actor }) => actor.asleepUntil <= now);
    if (timers.length > 0 && (ready.length === 0 || this.chance(timeChance))) this.#passTime(timers);
    else if (ready.length + this.#pending.length > 0) this.#take(ready.length > 0 ? ready : this.#pending);
    else if (living.length > 0) this.#passTime(living);
    else throw new Error("nothing is left to happen, and not all has ended");
  }

  #passTime(timers: readonly Timer[]): void {
    const next = timers.reduce((first, timer) => (timer.at < first.at ? timer : first));
    this.#ms = Math.max(this.#ms, next.at);
    this.#note(next.actor, `time ${Math.round(this.#ms)}`);
    if (next.every === null) this.#timers.splice(this.#timers.indexOf(next), 1);
    else next.at = this.#ms + next.every;
    next.go();
  }

  #take(steps: readonly Step[]): void {
    const step = steps[this.number(steps.length)];
    if (!step) return;
    this.#pending.splice(this.#pending.indexOf(step), 1);
    this.#note(step.actor, step.label);
    // A dead client receives no answers. The server finishes the requests that it has begun.
    if (step.actor.isDead && !step.label.startsWith("act ")) step.fail(new Error("the client is dead"));
    else step.go();
  }

  #clockOf(actor: ActorState): LockClock {
    const start = (ms: number, every: number | null, go: () => void): Timer => {
      const timer: Timer = { actor, at: this.#ms + ms, every, go };
      this.#timers.push(timer);
      return timer;
    };
    return {
      wait: (ms) => new Promise((resolve) => void start(ms, null, resolve)),
      every: (ms, work) => {
        const timer = start(ms, ms, work);
        return () => void this.#timers.splice(this.#timers.indexOf(timer), 1);
      },
    };
  }

  /**
   * Replaces random names with numbers in the order of appearance, so that traces can be compared.
   * Removes the owner from the names of lock files (base64 of `["user",…]`).
   * The owner would differ in each run, because it contains the id of this process.
   */
  #note({ name }: ActorState, label: string): void {
    const withoutOwner = label.replace(/(?<=[0-9a-f]{24})-WyJ[\w-]*/g, "");
    const plain = withoutOwner.replace(
      /(?<![0-9a-f])(?:[0-9a-f]{24}|[0-9a-f]{12}|[0-9a-f]{8})(?![0-9a-f])/gi,
      (name) => {
        const nonce = name.toLowerCase();
        const known = this.#names.get(nonce) ?? `#${this.#names.size + 1}`;
        this.#names.set(nonce, known);
        return known;
      },
    );
    this.trace.push(`${name}: ${plain}`);
  }
}

/** Waits until no promise is pending, and no file is being read from this computer's disk. */
async function quiet(): Promise<void> {
  do await nextRound();
  while (process.getActiveResourcesInfo().some((name) => /^FSReq|^FileHandle/.test(name)));
}
