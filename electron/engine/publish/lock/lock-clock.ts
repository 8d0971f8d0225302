import { setTimeout as wait } from "node:timers/promises";

/** The clock for heartbeats, and for watching those of others. */
export interface LockClock {
  wait(ms: number): Promise<void>;
  /** Runs `work` repeatedly until the returned function is called. */
  every(ms: number, work: () => void): () => void;
}

/** The system's clock. Tests use one that only advances by their schedule. */
export const systemClock: LockClock = {
  wait: (ms) => wait(ms),
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    return () => clearInterval(timer);
  },
};
