import { readFile } from "node:fs/promises";
import { z } from "zod";
import { atomicWrite } from "#engine/base/atomic-write.ts";

const memorySchema = z.object({ format: z.literal(1), posts: z.record(z.string(), z.number()) });

/**
 * Remembers on disk the scheduled posts that were waiting while the program ran: their due times, by blog
 * path. If one of them is due at the next start, it was missed and must be published. Other posts that are
 * due are left to the author.
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

  /** Reads the file; a missing or damaged one counts as empty. */
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

  /**
   * Writes the file if something changed. Ignores errors, because publishing must not fail because of them.
   */
  async save(): Promise<void> {
    const text = `${JSON.stringify({ format: 1, posts: Object.fromEntries(this.#posts) })}\n`;
    if (text === this.#written) return;
    this.#written = text;
    await atomicWrite(this.#file, text).catch(() => undefined);
  }
}
