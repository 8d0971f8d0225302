import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { WorkQueue } from "#engine/base/concurrency.ts";
import { readError } from "#engine/base/file-errors.ts";
import { readTextIfThere } from "#engine/base/files/read-files.ts";
import { hostIncludeSchema } from "#engine/publish/base/server-traits.ts";
import { realPathOf, statePathOf } from "./state-path.ts";

const recordSchema = z.object({
  format: z.literal(1),
  /** Path of the blog folder, with symbolic links resolved. */
  path: z.string(),
  /** The blog's id (`blogId`) when the blog was last opened. */
  id: z.string(),
  /** Whether the blog was made on this computer, or the author has trusted the folder. */
  trusted: z.boolean(),
  /** Whether records of earlier versions were moved from the blog folder to the state folder. */
  migrated: z.boolean().default(false),
  /** Identities (`identityOf`) of targets to which the author has published from this computer by hand. */
  publishedByHand: z.array(z.string()).default([]),
  /**
   * How each web host inserts shared parts into pages. A key contains a target's folder and public address.
   */
  includes: z.record(z.string(), hostIncludeSchema).default({}),
  /**
   * Document roots of the targets whose web hosts ask for passwords. The keys are the same as in `includes`.
   * The value is "" if a test found that the host asks for no password.
   */
  passwordRoots: z.record(z.string(), z.string()).default({}),
  /**
   * The author's choices about backups before each publish.
   * If `folder` is empty, the backups are in a subfolder of the state folder.
   */
  backup: z
    .object({ isOn: z.boolean(), folder: z.string(), keep: z.number().int() })
    .nullable()
    .default(null),
  /** The existing backups, oldest first. Backups of different contents have different keys. */
  backups: z.array(z.object({ path: z.string(), size: z.number(), key: z.string() })).default([]),
  /** Paths of blogs with this id from which this folder was not moved, as the author has said. */
  notMovedFrom: z.array(z.string()).default([]),
});

/** What the program remembers of one blog folder on this computer. */
export type BlogRecord = Omit<z.infer<typeof recordSchema>, "format">;

/** The state folder of one blog, and the contents of its file `blog.json`. */
export class BlogState {
  /** Absolute path of the state folder. */
  readonly folder: string;
  #record: BlogRecord;
  /** Runs changes of `blog.json` one after the other, so that no change overwrites another. */
  readonly #queue = new WorkQueue();

  private constructor(folder: string, record: BlogRecord) {
    this.folder = folder;
    this.#record = record;
  }

  /** Reads the state of a blog folder. A blog without a readable state is not trusted. */
  static async load(root: string, blogFolder: string, id: string): Promise<BlogState> {
    const folder = statePathOf(root, blogFolder);
    const path = realPathOf(blogFolder);
    const stored = await readBlogRecord(folder).catch(() => null);
    const fresh = {
      path,
      id,
      trusted: false,
      migrated: false,
      publishedByHand: [],
      includes: {},
      passwordRoots: {},
      backup: null,
      backups: [],
      notMovedFrom: [],
    };
    return new BlogState(folder, stored?.path === path ? stored : fresh);
  }

  get record(): BlogRecord {
    return this.#record;
  }

  /**
   * Reads changes that another process has made in `blog.json`.
   * Rejects with `file.*` if `blog.json` is unreadable.
   */
  async read(): Promise<void> {
    const stored = await readBlogRecord(this.folder);
    if (stored?.path === this.#record.path) this.#record = stored;
  }

  /** Path of the file `blog.json`. */
  get file(): string {
    return fileIn(this.folder);
  }

  inside(...names: string[]): string {
    return join(this.folder, ...names);
  }

  /**
   * Changes and saves `blog.json`, after reading the changes of other processes.
   * Rejects with `file.*`.
   */
  update(changes: Partial<BlogRecord>): Promise<void> {
    return this.#queue.run(this.folder, async () => {
      await this.read();
      const record = { ...this.#record, ...changes };
      // Mode 700 keeps other users of this computer from reading the folder.
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await atomicWrite(this.file, `${JSON.stringify({ format: 1, ...record }, null, 2)}\n`);
      this.#record = record;
    });
  }
}

function fileIn(stateFolder: string): string {
  return join(stateFolder, "blog.json");
}

/**
 * Returns the contents of `blog.json` in a state folder. Returns null if the file is missing or damaged.
 * Rejects with `file.*` if the file cannot be read.
 */
export async function readBlogRecord(stateFolder: string): Promise<BlogRecord | null> {
  const file = fileIn(stateFolder);
  const text = await readTextIfThere(file).catch((error: unknown) => {
    throw readError(error, file);
  });
  if (text === null) return null;
  try {
    const { format: _, ...record } = recordSchema.parse(JSON.parse(text));
    return record;
  } catch {
    return null;
  }
}
