import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { realPathOf, statePathOf } from "./state-path.ts";

const recordSchema = z.object({
  format: z.literal(1),
  /** Real path of the blog folder. */
  path: z.string(),
  /** The blog's id when it was last opened. */
  id: z.string(),
  /** The blog was made on this computer, or its author trusted it. */
  trusted: z.boolean(),
  /** Records that earlier versions of the program kept in the blog folder were moved here. */
  migrated: z.boolean().default(false),
  /** Identities of targets to which the author published manually from this computer. */
  publishedByHand: z.array(z.string()).default([]),
  /** Paths from which, as the author said, this blog was not moved. */
  notMovedFrom: z.array(z.string()).default([]),
});

/** What the program stores about a blog folder on this computer. */
export type BlogRecord = Omit<z.infer<typeof recordSchema>, "format">;

/** The state folder of one blog on this computer, with the record of the blog folder. */
export class BlogState {
  /** Absolute path of the state's folder. */
  readonly folder: string;
  #record: BlogRecord;

  private constructor(folder: string, record: BlogRecord) {
    this.folder = folder;
    this.#record = record;
  }

  /**
   * Reads the state of a blog folder; if it is missing or damaged, the state is empty and the blog untrusted.
   */
  static async load(root: string, blogFolder: string, id: string): Promise<BlogState> {
    const folder = statePathOf(root, blogFolder);
    const path = realPathOf(blogFolder);
    const stored = await readBlogRecord(folder);
    const fresh = { path, id, trusted: false, migrated: false, publishedByHand: [], notMovedFrom: [] };
    return new BlogState(folder, stored?.path === path ? stored : fresh);
  }

  get record(): BlogRecord {
    return this.#record;
  }

  inside(...names: string[]): string {
    return join(this.folder, ...names);
  }

  /**
   * Changes the record. Rejects with `file.*` if it cannot be saved: the user must not have to confirm trust
   * twice.
   */
  async update(changes: Partial<BlogRecord>): Promise<void> {
    const record = { ...this.#record, ...changes };
    // Other users of this computer must not read it
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await atomicWrite(this.inside("blog.json"), `${JSON.stringify({ format: 1, ...record }, null, 2)}\n`);
    this.#record = record;
  }
}

/** Returns the record in a state folder; null if it is missing or damaged. */
export async function readBlogRecord(stateFolder: string): Promise<BlogRecord | null> {
  try {
    const text = await readFile(join(stateFolder, "blog.json"), "utf8");
    const { format: _, ...record } = recordSchema.parse(JSON.parse(text));
    return record;
  } catch {
    return null;
  }
}
