import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { realPathOf, statePathOf } from "./state-path.ts";

const recordSchema = z.object({
  format: z.literal(1),
  /** Real path of the blog folder. */
  path: z.string(),
  /** The blog's id when it was last open. */
  id: z.string(),
  /** Made on this computer, or trusted by its author. */
  trusted: z.boolean(),
  /** Records that earlier versions of the program kept in the blog folder were taken over. */
  migrated: z.boolean().default(false),
  /** Identities of targets to which the author published by hand from this computer. */
  publishedByHand: z.array(z.string()).default([]),
  /** Former paths that the author said this blog did not have. */
  notMovedFrom: z.array(z.string()).default([]),
});

/** What the program knows of a blog folder on this computer. */
export type BlogRecord = Omit<z.infer<typeof recordSchema>, "format">;

/** Where the program keeps what it remembers of one blog on this computer, and the record of the folder. */
export class BlogState {
  /** Absolute path of the state's folder. */
  readonly folder: string;
  #record: BlogRecord;

  private constructor(folder: string, record: BlogRecord) {
    this.folder = folder;
    this.#record = record;
  }

  /** Reads the state of a blog folder; one that is not there, or damaged, knows nothing and trusts nothing. */
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

  /** Changes the record. Rejects with `file.*` when it cannot be kept: trust that was given must not be asked for again. */
  async update(changes: Partial<BlogRecord>): Promise<void> {
    const record = { ...this.#record, ...changes };
    // Others on this computer have no business with it
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await atomicWrite(this.inside("blog.json"), `${JSON.stringify({ format: 1, ...record }, null, 2)}\n`);
    this.#record = record;
  }
}

/** The record in a state folder; null when there is none, or when it is damaged. */
export async function readBlogRecord(stateFolder: string): Promise<BlogRecord | null> {
  try {
    const text = await readFile(join(stateFolder, "blog.json"), "utf8");
    const { format: _, ...record } = recordSchema.parse(JSON.parse(text));
    return record;
  } catch {
    return null;
  }
}
