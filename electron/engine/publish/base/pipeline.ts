import type { CancelSignal } from "#contract/rpc/wire.ts";
import { inLanes, type Lanes } from "#engine/base/concurrency.ts";
import type { RemoteFiles } from "./remote-files.ts";

/** Default number of concurrent items. The maximum is 256, because some servers accept no more requests. */
const defaultLanes: Lanes = { first: 16, max: 256 };

/** Returns how many requests to send at once. Only for requests that keep no file open, such as renames. */
export function manyLanes({ capabilities }: Pick<RemoteFiles, "capabilities">): Lanes {
  // A server that handles requests in order keeps a queue, so many requests can be sent at once.
  return { first: capabilities.ordered ? 2048 : 512, max: 2048 };
}

/** Calls `work` for many items concurrently. `lanes` limits the number of concurrent calls. */
export function pipeline<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
  signal?: CancelSignal,
  lanes: Lanes = defaultLanes,
): Promise<void> {
  return inLanes(items, work, lanes, signal);
}

/** Waits for all requests, and throws the first failure among them. */
export async function settled(requests: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(requests);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

/**
 * Runs tasks, each of which depends on the previous task.
 * If the server handles requests in order, all tasks start at once, and a failure stops no other task.
 */
export async function inTurn<T>(
  { capabilities }: Pick<RemoteFiles, "capabilities">,
  works: readonly (() => Promise<T>)[],
): Promise<T[]> {
  const results: T[] = [];
  if (capabilities.ordered) {
    const started = works.map((work) => work());
    await settled(started);
    return Promise.all(started);
  }
  for (const work of works) results.push(await work());
  return results;
}
