import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";

/** Runs tasks that have the same key, such as a path, one after the other. */
export class WorkQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Starts `work` when all earlier work with this key has ended, even if it has failed. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    const ended = result
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(key) === ended) this.#last.delete(key);
      });
    this.#last.set(key, ended);
    return result;
  }

  /** Resolves when no work is running or waiting. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}

/**
 * Handles an error of background work whose result nobody waits for.
 * Ignores an `AppError`, because such work is tried again later. Logs any other error, which is a bug.
 */
export function logBug(error: unknown): void {
  if (!(error instanceof AppError) || error.code === "internal") console.error(error);
}

/** How many items are processed concurrently: `first` at the start, and up to `max` later. */
export interface Lanes {
  readonly first: number;
  readonly max: number;
}

/**
 * Processes many items: at first `first` items at a time, and later up to `max` items at a time.
 * After a failure or a cancellation, starts no new item, and rejects when all started items have ended.
 */
export function inLanes<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
  { first, max }: Lanes,
  signal?: CancelSignal,
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
            lanes = Math.min(max, lanes + 1);
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

/**
 * Maps items with at most `limit` concurrent calls. Keeps the order of items.
 * After the first failure, no new call starts. Rejects when all started calls have ended.
 */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const keep = async ([index, item]: [number, T]): Promise<void> => {
    results[index] = await map(item);
  };
  await inLanes(items.entries(), keep, { first: limit, max: limit });
  return results;
}
