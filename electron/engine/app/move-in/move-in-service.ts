import type { CancelSignal } from "#contract/rpc/wire.ts";
import type {
  ImportChoices,
  ImportProgress,
  ImportSummary,
  OldSite,
  UndoneImportCounts,
} from "#contract/types/import-types.ts";
import { WorkQueue } from "#engine/base/concurrency.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { ImportRecord, partsOfLast } from "#engine/importers/writing/import-record.ts";
import { mediaUses } from "../media/media-uses.ts";
import type { ImportOptions } from "./import-files.ts";

export interface MoveInOptions extends ImportOptions {
  /** Returns the paths of the files that the author chose. */
  readonly exports: (() => Promise<readonly string[]>) | undefined;
  readonly onProgress: (progress: ImportProgress) => void;
  /** Called after posts were added or removed. */
  readonly onDone: () => void;
  readonly now: () => number;
}

/**
 * Converts the progress of a stage to the progress of the whole import, from 0 to 1.
 * `start` is the whole progress when the stage starts, and `length` is the stage's share.
 */
const shares = {
  withoutPictures: {
    read: { start: 0, length: 0.1 },
    plan: { start: 0.1, length: 0.1 },
    convert: { start: 0.2, length: 0.8 },
    pictures: { start: 1, length: 0 },
    site: { start: 0, length: 1 },
  },
  withPictures: {
    read: { start: 0, length: 0.02 },
    plan: { start: 0.02, length: 0.03 },
    convert: { start: 0.05, length: 0.15 },
    pictures: { start: 0.2, length: 0.8 },
    site: { start: 0, length: 1 },
  },
} as const;

/** Milliseconds between two reports of progress. */
const progressMs = 100;

/**
 * Imports posts of other services for the window: checks files, imports files, and undoes imports.
 * Loads the importers on demand, because the program starts faster without their libraries.
 */
export class MoveInService {
  readonly #blog: BlogFolder;
  readonly #stateFolder: string;
  readonly #options: MoveInOptions;
  /** Runs imports one after the other. */
  readonly #queue = new WorkQueue();
  #reportedAt = 0;
  #reportedStage: ImportProgress["stage"] | null = null;
  /** Whether the running import fetches pictures. */
  #fetches = false;

  constructor(blog: BlogFolder, state: { readonly folder: string }, options: MoveInOptions) {
    this.#blog = blog;
    this.#stateFolder = state.folder;
    this.#options = options;
  }

  /** Returns the result that an import would have. Rejects with `import.*`, `file.*` or `call.cancelled`. */
  look(choices: ImportChoices, signal: CancelSignal): Promise<ImportSummary> {
    return this.#inTurn(() => this.#import(choices, signal, true));
  }

  /** Imports the chosen files. If an import is cancelled, the next call continues that import. */
  run(choices: ImportChoices, signal: CancelSignal): Promise<ImportSummary> {
    return this.#inTurn(async () => {
      try {
        return await this.#import(choices, signal, false);
      } finally {
        await this.#blog.catchUp();
        this.#options.onDone();
      }
    });
  }

  /** Reads the addresses of an old site. `import.site` in the contract lists the errors. */
  site(input: { readonly address: string; readonly pages: boolean }, signal: CancelSignal): Promise<OldSite> {
    return this.#inTurn(async () => {
      const { oldSite } = await import("./old-site.ts");
      this.#fetches = false;
      return oldSite(input, {
        timeZone: this.#blog.settings.timeZone,
        signal,
        proxyOf: this.#options.proxyOf,
        pinned: this.#options.pinned,
        onProgress: (done, total) => this.#report("site", done, total),
      });
    });
  }

  /**
   * Writes the files with which an old site forwards its readers. `import.kit` in the contract lists errors.
   */
  kit(): Promise<{ folder: string; count: number }> {
    return this.#inTurn(async () => {
      await this.#blog.catchUp();
      const { kitFolder, writeKit } = await import("./write-kit.ts");
      const run = { blog: this.#blog, stateFolder: this.#stateFolder, now: this.#options.now() };
      return { folder: kitFolder, count: await writeKit(run) };
    });
  }

  /**
   * Undoes the last import, but keeps the posts that were edited after the import.
   * Rejects with `import.nothingToUndo`.
   */
  undo(): Promise<UndoneImportCounts> {
    return this.#inTurn(async () => {
      await this.#blog.catchUp();
      const { undoImport } = await import("#engine/importers/writing/undo-import.ts");
      try {
        const undone = await undoImport(this.#blog, this.#stateFolder, (paths) =>
          mediaUses(this.#blog, paths),
        );
        for (const path of undone.restored) await this.#options.onWritten(path);
        return {
          removed: undone.removed.length,
          restored: undone.restored.length,
          kept: [...undone.kept],
          picturesLeft: undone.picturesLeft.length,
        };
      } finally {
        this.#options.onDone();
      }
    });
  }

  /** Returns the last import that can be undone, or null. */
  async last(): Promise<{ at: number; files: string[]; posts: number } | null> {
    const parts = partsOfLast(await new ImportRecord(this.#stateFolder, this.#blog.id).imports());
    const [last] = parts;
    if (!last) return null;
    const paths = new Set(parts.flatMap(({ posts }) => posts.map(({ path }) => path)));
    return { at: Number(last.id), files: [...last.files], posts: paths.size };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.run("import", work);
  }

  async #import(choices: ImportChoices, signal: CancelSignal, isDryRun: boolean): Promise<ImportSummary> {
    const { importFiles } = await import("./import-files.ts");
    this.#fetches = !isDryRun && (choices.pictureHosts ?? []).length > 0;
    await this.#blog.catchUp();
    const { exports, now, onWritten, proxyOf, pinned } = this.#options;
    return importFiles((await exports?.()) ?? [], choices, {
      blog: this.#blog,
      stateFolder: this.#stateFolder,
      now: now(),
      isDryRun,
      signal,
      onWritten,
      onProgress: (stage, done, total) => this.#report(stage, done, total),
      proxyOf,
      pinned,
    });
  }

  #report(stage: ImportProgress["stage"], done: number, total: number): void {
    const now = Date.now();
    if (stage === this.#reportedStage && now - this.#reportedAt < progressMs) return;
    [this.#reportedAt, this.#reportedStage] = [now, stage];
    const { start, length } = shares[this.#fetches ? "withPictures" : "withoutPictures"][stage];
    const share = start + length * (total === 0 ? 1 : Math.min(1, done / total));
    this.#options.onProgress({ stage, share, done, total });
  }
}
