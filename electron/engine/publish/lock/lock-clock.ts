import { setTimeout as wait } from "node:timers/promises";

/** The clock that times our heartbeat, and the watching of other clients' heartbeats. */
export interface LockClock {
  wait(ms: number): Promise<void>;
  /** Calls `work` every `ms` milliseconds. Returns a function that stops this. */
  every(ms: number, work: () => void): () => void;
}

/** The system's clock. Tests use another clock, which they advance themselves. */
export const systemClock: LockClock = {
  wait: (ms) => wait(ms),
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    return () => clearInterval(timer);
  },
};
