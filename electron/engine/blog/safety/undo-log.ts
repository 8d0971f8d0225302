import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import { AppError, type ErrorCode } from "#contract/errors.ts";
import { readError } from "#engine/base/file-errors.ts";
import { nullIfMissing } from "#engine/base/files/read-files.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

export interface UndoLogOptions<Entry> {
  /** Name of the log's folder in `.hitofude/history/`. */
  readonly name: string;
  /** The schema of the data that is stored for one post. */
  readonly entry: z.ZodType<Entry>;
  /** Code of the error that is reported if there is nothing to undo. */
  readonly nothing: ErrorCode;
}

/** Codes of errors that may be temporary. After such an error, an undo can succeed later. */
const temporary: ReadonlySet<string> = new Set<ErrorCode>([
  "file.inUse",
  "file.diskFull",
  "file.readOnly",
  "file.unreadable",
  "file.failed",
  "file.readFailed",
]);

/** Whether an undo that failed with this error code may succeed later. The undo's record is then kept. */
export function isTemporary(code: string): boolean {
  return temporary.has(code);
}

/** Number of actions that can be undone as a whole. Older texts can be restored from the posts' histories. */
const kept = 20;

/**
 * Keeps the earlier state of posts, so that an action on many posts can be undone.
 * The earlier state is written before the first post is changed.
 */
export class UndoLog<Entry> {
  readonly #folder: OwnFolder;
  readonly #entries: z.ZodType<Entry[]>;
  readonly #nothing: ErrorCode;

  constructor(blogFolder: string, { name, entry, nothing }: UndoLogOptions<Entry>) {
    this.#folder = new OwnFolder(blogFolder, ".hitofude", "history", name);
    this.#entries = z.array(entry);
    this.#nothing = nothing;
  }

  /** Stores the earlier states of the posts that an action will change. Rejects with `file.*`. */
  async add(posts: readonly Entry[], now: number): Promise<void> {
    const ids = await this.#ids();
    const last = Number(ids.at(-1) ?? 0);
    const id = String(Math.max(now, last + 1)).padStart(15, "0");
    await this.#folder.write(fileOf(id), await compress(JSON.stringify(posts)));
    for (const old of ids.slice(0, Math.max(0, ids.length + 1 - kept))) await this.drop(old);
  }

  /**
   * Returns the last action that is not undone yet. Rejects if there is none.
   * Rejects with `file.*` if the record of the action is unreadable or damaged.
   */
  async last(): Promise<{ readonly id: string; readonly posts: readonly Entry[] }> {
    const id = (await this.#ids()).at(-1);
    if (id === undefined) throw new AppError(this.#nothing);
    try {
      const text = String(await decompress(await this.#folder.read(fileOf(id))));
      return { id, posts: this.#entries.parse(JSON.parse(text)) };
    } catch (error) {
      throw readError(error, fileOf(id));
    }
  }

  async drop(id: string): Promise<void> {
    await this.#folder.remove(fileOf(id));
  }

  async #ids(): Promise<string[]> {
    const names = (await this.#folder.names().catch(nullIfMissing)) ?? [];
    return names.flatMap((name) => /^(\d{15})\.gz$/.exec(name)?.[1] ?? []).sort();
  }
}

function fileOf(id: string): string {
  return `${id}.gz`;
}
