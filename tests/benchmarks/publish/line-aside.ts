import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { LineTraits } from "./slow-line.ts";

/** The data with which the thread is started. */
export interface LineOrder {
  readonly targetPort: number;
  readonly traits: LineTraits;
}

export type LineAnswer = { readonly port: number } | LineCounts | { readonly stopped: true };

/** The counts of a simulated slow connection after it has ended. */
interface LineCounts {
  /** Round trips of the last connection, counted as in `SlowLine`. */
  readonly roundTrips: number;
  /** Bytes that clients have sent since the line was opened. */
  readonly sentBytes: number;
}

/** A simulated slow connection (line) that runs in a separate thread. */
export interface LineAside {
  readonly port: number;
  /** Returns the counts after the last connection has ended. */
  counts(): Promise<LineCounts>;
  stop(): Promise<void>;
}

/**
 * Opens a slow line on loopback to another port. The line runs in a separate thread.
 * In one thread, the publish and the slow line would delay each other.
 * The other programs do not share a thread with their lines, either, so the comparison is fair.
 */
export async function openLineAside(targetPort: number, traits: LineTraits): Promise<LineAside> {
  const workerData: LineOrder = { targetPort, traits };
  const thread = new Worker(new URL("./line-thread.ts", import.meta.url), { workerData });
  const ask = async (question: "count" | "stop"): Promise<LineAnswer> => {
    thread.postMessage(question);
    return answerOf(thread);
  };
  const opened = await answerOf(thread);
  if (!("port" in opened)) throw new Error("the line did not open");
  return {
    port: opened.port,
    counts: async () => {
      const answer = await ask("count");
      if (!("roundTrips" in answer)) throw new Error("the line did not count");
      return answer;
    },
    stop: async () => {
      await ask("stop");
      await thread.terminate();
    },
  };
}

async function answerOf(thread: Worker): Promise<LineAnswer> {
  const [answer]: LineAnswer[] = await once(thread, "message");
  if (!answer) throw new Error("the line's thread said nothing");
  return answer;
}

/** Returns the number of round trips that `work` causes on the line. */
export async function countTurns(line: LineAside, work: () => Promise<void>): Promise<number> {
  await work();
  return (await line.counts()).roundTrips;
}

/** Returns the duration of `work` in milliseconds. */
export async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
