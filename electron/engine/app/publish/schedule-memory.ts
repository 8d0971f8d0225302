import { readFile } from "node:fs/promises";
import { z } from "zod";
import { atomicWrite } from "#engine/base/atomic-write.ts";

const memorySchema = z.object({ format: z.literal(1), posts: z.record(z.string(), z.number()) });

/**
 * The posts that were seen waiting for their time, by blog path, with the time when they are due. So the program
 * knows, when it starts, which posts it missed, and does not publish what its author simply has not published yet.
 */
export class ScheduleMemory {
  readonly #file: string;
  #posts = new Map<string, number>();
  #written = "";

  constructor(file: string) {
    this.#file = file;
  }

  get posts(): ReadonlyMap<string, number> {
    return this.#posts;
  }

  /** A memory that is not there, or damaged, remembers nothing. */
  async load(): Promise<void> {
    try {
      const { posts } = memorySchema.parse(JSON.parse(await readFile(this.#file, "utf8")));
      this.#posts = new Map(Object.entries(posts));
    } catch {
      this.#posts = new Map();
    }
  }

  remember(path: string, due: number): void {
    this.#posts.set(path, due);
  }

  forget(path: string): void {
    this.#posts.delete(path);
  }

  /** Writes what changed. A folder that cannot be written to costs the memory, not the publishing. */
  async save(): Promise<void> {
    const text = `${JSON.stringify({ format: 1, posts: Object.fromEntries(this.#posts) })}\n`;
    if (text === this.#written) return;
    this.#written = text;
    await atomicWrite(this.#file, text).catch(() => undefined);
  }
}
