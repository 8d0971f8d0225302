import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";

/** How many items start at once, and how many may run at once: each finished item lets one more start. */
export interface Lanes {
  readonly first: number;
  readonly most: number;
}

/**
 * The number doubles with every round trip. More was not faster, and some servers accept no more requests at
 * once.
 */
const usual: Lanes = { first: 16, most: 256 };

/**
 * For requests that only read a directory and hold nothing open: a connection with 40 ms latency needs many
 * in flight.
 */
export function manyLanes({ inOrder }: { readonly inOrder: boolean }): Lanes {
  // A server that works in order handles one at a time, however many wait.
  return { first: inOrder ? 2048 : 512, most: 2048 };
}

/**
 * Works on many items at once. After the first failure nothing new starts; running items are awaited, so that
 * no request is left behind, and the failure is thrown. An aborted signal does the same with
 * `call.cancelled`.
 */
export function pipeline<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
  signal?: CancelSignal,
  { first, most }: Lanes = usual,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let lanes = first;
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
            lanes = Math.min(most, lanes + 1);
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

/** Waits for all requests of a batch, then throws the first failure among them. */
export async function settled(requests: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(requests);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

/**
 * Starts tasks that depend on one another: all at once where the server keeps the order of sending, else each
 * after the previous one, up to the first failure. A task must do no harm when an earlier one has failed.
 */
export async function inTurn<T>(
  { inOrder }: { readonly inOrder: boolean },
  works: readonly (() => Promise<T>)[],
): Promise<T[]> {
  const results: T[] = [];
  if (inOrder) {
    const started = works.map((work) => work());
    await settled(started);
    return Promise.all(started);
  }
  for (const work of works) results.push(await work());
  return results;
}
