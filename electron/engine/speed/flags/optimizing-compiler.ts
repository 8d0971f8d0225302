import { setFlagsFromString } from "node:v8";

/** Whether this process does without V8's optimizing compiler, but for work that asks for it. */
let isLeftOut = false;
/** How much of such work is under way. */
let underWay = 0;

/**
 * Has this process do without Turbofan, V8's optimizing compiler: what it compiles in a run of seconds it hardly gets to use, and on
 * two cores it takes their time from a build and its thread. Maglev, the compiler before it, stays. To be called before a compile
 * cache is opened, as flags are part of what that is kept for. See decision 0024.
 */
export function leaveOptimizingOut(): void {
  isLeftOut = true;
  setFlagsFromString("--no-turbofan");
}

/** Does work that goes through a few loops millions of times, for which the optimizing compiler is there. */
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
