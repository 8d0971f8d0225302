import { setFlagsFromString } from "node:v8";

/** Whether Turbofan is disabled in this process, except during calls of `optimized`. */
let isLeftOut = false;
/** Number of calls of `optimized` that are running. */
let underWay = 0;

/**
 * Disables Turbofan, V8's optimizing compiler. In a run of a few seconds its output is hardly used, and on
 * two cores it slows down the build and its thread. Maglev, V8's simpler compiler, stays enabled. Call this
 * before enabling a compile cache, because the cache depends on V8's flags. See decision 0024.
 */
export function leaveOptimizingOut(): void {
  isLeftOut = true;
  setFlagsFromString("--no-turbofan");
}

/** Runs work with Turbofan enabled: for work with a few loops that run millions of times. */
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
