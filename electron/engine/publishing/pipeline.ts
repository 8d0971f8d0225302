import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/wire.ts";

/** How many items start at once; each one that is done lets one more in, so the number doubles with every round trip. */
const firstLanes = 16;

/** The widest a pipeline gets: wider ones were not faster, and some servers take no more requests at once. */
const widestLanes = 256;

/**
 * Works on many items at once. After the first failure nothing new starts; what is under way is waited for, so that no
 * request is left behind, and the failure is thrown. A fired signal does the same with `call.cancelled`.
 */
export function pipeline<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
  signal?: CancelSignal,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let lanes = firstLanes;
  let running = 0;
  const failures: unknown[] = [];
  return new Promise((resolve, reject) => {
    const startMore = (): void => {
      while (running < lanes && failures.length === 0 && !signal?.aborted) {
        const next = iterator.next();
        if (next.done) break;
        running += 1;
        work(next.value)
          .catch((error: unknown) => failures.push(error))
          .finally(() => {
            running -= 1;
            lanes = Math.min(widestLanes, lanes + 1);
            startMore();
          });
      }
      if (running > 0) return;
      if (failures.length > 0) reject(failures[0]);
      else if (signal?.aborted) reject(new AppError("call.cancelled"));
      else resolve();
    };
    startMore();
  });
}

/** Waits for all of some requests that were sent together, then throws the first failure among them. */
export async function settled(requests: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(requests);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}
