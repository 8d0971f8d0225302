import { MessageChannel, type MessagePort, type Worker } from "node:worker_threads";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Reading } from "#engine/blog/posts/post-cache.ts";
import { claims, type FileToRead, type ReadingJob, type ReadingReply } from "./reading-job.ts";

/** Files of posts that are read from the beginning here, and from the end in a thread. */
export class SharedReading {
  readonly #places = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  readonly #port: MessagePort;
  readonly #replies: NonNullable<ReadingReply>[] = [];
  readonly #end: Promise<void>;
  /** How many. */
  readonly #files: number;

  /** `thread` runs the text thread's program; it goes on with other work afterwards. */
  constructor(thread: Worker, folder: string, files: readonly FileToRead[], settings: BlogSettings) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#files = files.length;
    this.#places[claims.back] = files.length;
    this.#end = new Promise((resolve) => {
      port1.on("message", (reply: ReadingReply) => (reply ? this.#replies.push(reply) : resolve()));
      // Also when the thread has ended, however it did
      port1.on("close", resolve);
    });
    const job: ReadingJob = { kind: "read", folder, files, settings, places: this.#places, port: port2 };
    thread.postMessage(job, [port2]);
  }

  /** Claims a file for whoever asks, files in order; false: it is the thread's. */
  claim(index: number): boolean {
    Atomics.store(this.#places, claims.front, index + 1);
    return index < Atomics.load(this.#places, claims.back);
  }

  /** What the thread read, by the files' places, when it has read all that is its own; less when it ended before. */
  async readings(): Promise<Map<number, Reading>> {
    // A thread that has nothing of its own may not even have begun
    if (Atomics.load(this.#places, claims.back) < this.#files) await this.#end;
    this.#port.close();
    const readings = new Map<number, Reading>();
    for (const { start, readings: packed } of this.#replies) {
      const read: readonly (Reading | null)[] = JSON.parse(packed);
      for (const [offset, reading] of read.entries()) if (reading) readings.set(start + offset, reading);
    }
    return readings;
  }
}
