import { setTimeout as wait } from "node:timers/promises";

/** The time by which a lock shows that its owner lives, and by which others watch it. */
export interface LockClock {
  wait(ms: number): Promise<void>;
  /** Runs `work` again and again until what it returns is called. */
  every(ms: number, work: () => void): () => void;
}

/** The time of this computer. Tests have one of their own, which stands still until their schedule advances it. */
export const systemClock: LockClock = {
  wait: (ms) => wait(ms),
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    return () => clearInterval(timer);
  },
};
