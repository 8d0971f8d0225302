import { setFlagsFromString } from "node:v8";

/** Whether this process runs without V8's optimizing compiler, except for work that requests it. */
let isLeftOut = false;
/** Number of running calls of `optimized`. */
let underWay = 0;

/**
 * Disables Turbofan, V8's optimizing compiler: in a run of seconds its output is hardly used, and on two
 * cores it competes with a build and its thread. Maglev, the compiler below it, stays enabled. Call this
 * before opening a compile cache, whose key includes the flags. See decision 0024.
 */
export function leaveOptimizingOut(): void {
  isLeftOut = true;
  setFlagsFromString("--no-turbofan");
}

/** Runs work with the optimizing compiler enabled: for a few loops that run millions of times. */
export async function optimized<Result>(work: () => Promise<Result>): Promise<Result> {
  if (!isLeftOut) return work();
  underWay += 1;
  setFlagsFromString("--turbofan");
  try {
    return await work();
  } finally {
    underWay -= 1;
    if (underWay === 0) setFlagsFromString("--no-turbofan");
  }
}
