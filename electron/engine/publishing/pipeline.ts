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
export async function pipeline<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
  signal?: CancelSignal,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let lanes = firstLanes;
  let failure: { readonly error: unknown } | null = null;
  const running = new Set<Promise<void>>();
  const start = (item: T): void => {
    const task: Promise<void> = work(item)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        running.delete(task);
        lanes = Math.min(widestLanes, lanes + 1);
      });
    running.add(task);
  };
  for (;;) {
    while (running.size < lanes && !failure && !signal?.aborted) {
      const next = iterator.next();
      if (next.done) break;
      start(next.value);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (failure) throw (failure as { readonly error: unknown }).error;
  if (signal?.aborted) throw new AppError("call.cancelled");
}

/** Waits for all of some requests that were sent together, then throws the first failure among them. */
export async function settled(requests: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(requests);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}
