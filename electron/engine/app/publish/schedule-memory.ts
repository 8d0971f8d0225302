import { z } from "zod";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { readTextIfThere } from "#engine/base/files/read-files.ts";

const memorySchema = z.object({ format: z.literal(1), posts: z.record(z.string(), z.number()) });

/**
 * Stores on disk the scheduled posts that the running program waits for, and their times.
 * At its next start, the program then publishes the posts that became due while it was not running.
 */
export class ScheduleMemory {
  readonly #file: string;
  #posts = new Map<string, number>();
  /** The text that the last `save` wrote, or "" if the file may contain another text. */
  #written = "";
  /** False if the file could not be read. `save` then reads the file first, to keep the posts in the file. */
  #isComplete = true;

  constructor(file: string) {
    this.#file = file;
  }

  get posts(): ReadonlyMap<string, number> {
    return this.#posts;
  }

  /**
   * Reads the file. A missing or damaged file counts as empty.
   * If the file cannot be read now, `save` tries again later.
   */
  async load(): Promise<void> {
    const { posts, isComplete } = await readMemory(this.#file);
    this.#posts = new Map(posts);
    this.#isComplete = isComplete;
    this.#written = "";
  }

  remember(path: string, due: number): void {
    this.#posts.set(path, due);
  }

  forget(path: string): void {
    this.#posts.delete(path);
  }

  /**
   * Writes the file if something changed. Ignores errors, because an error must not make the publish fail.
   */
  async save(): Promise<void> {
    if (!this.#isComplete) {
      const { posts, isComplete } = await readMemory(this.#file);
      if (!isComplete) return;
      this.#posts = new Map([...posts, ...this.#posts]);
      this.#isComplete = true;
    }
    const text = `${JSON.stringify({ format: 1, posts: Object.fromEntries(this.#posts) })}\n`;
    if (text === this.#written) return;
    try {
      await atomicWrite(this.#file, text);
      this.#written = text;
    } catch {
      // Ignores the error. The next call of `save` tries to write the file again.
    }
  }
}

async function readMemory(
  file: string,
): Promise<{ readonly posts: ReadonlyMap<string, number>; readonly isComplete: boolean }> {
  let text: string | null;
  try {
    text = await readTextIfThere(file);
  } catch {
    return { posts: new Map(), isComplete: false };
  }
  try {
    const { posts } = memorySchema.parse(JSON.parse(text ?? "{}"));
    return { posts: new Map(Object.entries(posts)), isComplete: true };
  } catch {
    return { posts: new Map(), isComplete: true };
  }
}
