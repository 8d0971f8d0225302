import { setTimeout as wait } from "node:timers/promises";

/** The clock for sending a heartbeat and for watching the heartbeats of other clients. */
export interface LockClock {
  wait(ms: number): Promise<void>;
  /** Calls `work` every `ms` milliseconds. Returns a function that ends the calls. */
  every(ms: number, work: () => void): () => void;
}

/** The system's clock. Tests replace it with a clock that they control. */
export const systemClock: LockClock = {
  wait: (ms) => wait(ms),
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    return () => clearInterval(timer);
  },
};
