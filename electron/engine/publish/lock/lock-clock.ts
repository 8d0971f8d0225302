import { setTimeout as wait } from "node:timers/promises";

/** The clock by which we send our heartbeat, and watch the heartbeats of other clients. */
export interface LockClock {
  wait(ms: number): Promise<void>;
  /** Calls `work` every `ms` milliseconds. Returns a function that stops this. */
  every(ms: number, work: () => void): () => void;
}

/** The system's clock. Tests use another clock, whose time they set themselves. */
export const systemClock: LockClock = {
  wait: (ms) => wait(ms),
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    return () => clearInterval(timer);
  },
};
