import { readFile } from "node:fs/promises";
import { z } from "zod";
import { atomicWrite } from "#engine/base/atomic-write.ts";

const memorySchema = z.object({ format: z.literal(1), posts: z.record(z.string(), z.number()) });

/**
 * Scheduled posts that the program has seen waiting, by blog path, with their due times. At the next start
 * they show which posts were missed, as opposed to posts that the author has not published yet.
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

  /** A missing or damaged file counts as empty. */
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

  /** Writes changes. Ignores a folder that cannot be written: publishing must not fail because of that. */
  async save(): Promise<void> {
    const text = `${JSON.stringify({ format: 1, posts: Object.fromEntries(this.#posts) })}\n`;
    if (text === this.#written) return;
    this.#written = text;
    await atomicWrite(this.#file, text).catch(() => undefined);
  }
}
