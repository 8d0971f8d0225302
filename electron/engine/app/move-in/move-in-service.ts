import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type {
  ImportChoices,
  ImportProgress,
  ImportSummary,
  UndoneImportCounts,
} from "#contract/types/import-types.ts";
import { WorkQueue } from "#engine/base/concurrency.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { EntryState } from "#engine/importers/importer.ts";
import { openImportFiles } from "#engine/importers/input/import-file.ts";
import { type FetchedPictures, fetchPictures } from "#engine/importers/pictures/fetch-pictures.ts";
import { PictureFetcher, type ProxyOf } from "#engine/importers/pictures/picture-fetcher.ts";
import type { PinnedHosts } from "#engine/importers/pictures/public-address.ts";
import { importerFor } from "#engine/importers/registry.ts";
import { ImportRecord } from "#engine/importers/writing/import-record.ts";
import { runImport } from "#engine/importers/writing/run-import.ts";
import { undoImport } from "#engine/importers/writing/undo-import.ts";
import { importSummary } from "./import-summary.ts";

export interface MoveInOptions {
  /** Returns the paths of the files that the author chose. */
  readonly exports: (() => Promise<readonly string[]>) | undefined;
  readonly onProgress: (progress: ImportProgress) => void;
  /** Called after an import has changed a post that existed before the import. */
  readonly onWritten: (path: string) => Promise<void>;
  /** Called after posts were added or removed. */
  readonly onDone: () => void;
  readonly now: () => number;
  /** Returns the proxy for an address. Default: none. */
  readonly proxyOf?: ProxyOf | undefined;
  /** Finds the addresses of hosts. Default: asks the system, and accepts only public addresses. */
  readonly pinned?: () => PinnedHosts;
}

/** The progress of the whole work (0 to 1) when a stage starts, and the share that the stage adds. */
const shares = {
  withoutPictures: {
    read: { start: 0, length: 0.1 },
    plan: { start: 0.1, length: 0.1 },
    convert: { start: 0.2, length: 0.8 },
    pictures: { start: 1, length: 0 },
  },
  withPictures: {
    read: { start: 0, length: 0.02 },
    plan: { start: 0.02, length: 0.03 },
    convert: { start: 0.05, length: 0.15 },
    pictures: { start: 0.2, length: 0.8 },
  },
} as const;

/** Milliseconds between two reports of progress. */
const progressMs = 100;

/** Imports posts of other services for the window: looks at the files, imports them, undoes imports. */
export class MoveInService {
  readonly #blog: BlogFolder;
  readonly #stateFolder: string;
  readonly #options: MoveInOptions;
  /** Only one import runs at a time. */
  readonly #queue = new WorkQueue();
  #reportedAt = 0;
  /** Whether the running import fetches pictures. */
  #fetches = false;

  constructor(blog: BlogFolder, state: { readonly folder: string }, options: MoveInOptions) {
    this.#blog = blog;
    this.#stateFolder = state.folder;
    this.#options = options;
  }

  /** Returns what an import would do. Rejects with `import.*`, `file.*` or `call.cancelled`. */
  look(choices: ImportChoices, signal: CancelSignal): Promise<ImportSummary> {
    return this.#inTurn(() => this.#import(choices, signal, true));
  }

  /** Imports the chosen files. If an import is cancelled, the next call continues it. */
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

  /**
   * Undoes the last import, but keeps the posts that were edited after it.
   * Rejects with `import.nothingToUndo`.
   */
  undo(): Promise<UndoneImportCounts> {
    return this.#inTurn(async () => {
      await this.#blog.catchUp();
      try {
        const { removed, restored, kept } = await undoImport(this.#blog, this.#stateFolder);
        for (const path of restored) await this.#options.onWritten(path);
        return { removed: removed.length, restored: restored.length, kept: [...kept] };
      } finally {
        this.#options.onDone();
      }
    });
  }

  /** Returns the last import that can be undone, or null. */
  async last(): Promise<{ at: number; files: string[]; posts: number } | null> {
    const last = (await new ImportRecord(this.#stateFolder, this.#blog.id).imports()).at(-1);
    if (!last) return null;
    const paths = new Set(last.posts.map(({ path }) => path));
    return { at: Number(last.id), files: [...last.files], posts: paths.size };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.run("import", work);
  }

  async #import(choices: ImportChoices, signal: CancelSignal, isDryRun: boolean): Promise<ImportSummary> {
    const blog = this.#blog;
    const hosts = new Set(isDryRun ? [] : choices.pictureHosts);
    this.#fetches = hosts.size > 0;
    await blog.catchUp();
    const paths = (await this.#options.exports?.()) ?? [];
    if (paths.length === 0) throw new AppError("import.nothingChosen");
    let [read, isOpen] = [0, false];
    const files = await openImportFiles(paths, (bytes) => {
      read += bytes;
      if (!isOpen && signal.aborted) throw new AppError("call.cancelled");
      if (!isOpen) this.#report("read", Math.min(read, size), size);
    });
    const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const importer = await importerFor(files);
    const { encoding, unescapeHtml, section } = choices;
    const source = await importer.open(files, {
      blogTimeZone: blog.settings.timeZone,
      ...(encoding !== undefined && importer.options.includes("encoding") ? { encoding } : {}),
      ...(unescapeHtml === true && importer.options.includes("unescapeHtml") ? { unescapeHtml } : {}),
    });
    isOpen = true;
    const report = await runImport({
      format: importer.id,
      source,
      blog,
      stateFolder: this.#stateFolder,
      now: this.#options.now(),
      section,
      isDryRun,
      leftOut: leftOut(choices),
      signal,
      onProgress: (stage, done, total) => this.#report(stage, done, total),
    });
    if (!isDryRun) {
      for (const { action, path } of report.posts)
        if (action === "update") await this.#options.onWritten(path);
    }
    return importSummary(report, importer, hosts.size === 0 ? null : await this.#fetch(hosts, signal));
  }

  async #fetch(hosts: ReadonlySet<string>, signal: CancelSignal): Promise<FetchedPictures> {
    await this.#blog.catchUp();
    const { proxyOf, pinned } = this.#options;
    return fetchPictures({
      blog: this.#blog,
      stateFolder: this.#stateFolder,
      fetcher: new PictureFetcher({ hosts, proxyOf, pinned: pinned?.() }),
      hosts,
      signal,
      onProgress: (done, total) => this.#report("pictures", done, total),
    });
  }

  #report(stage: ImportProgress["stage"], done: number, total: number): void {
    const now = Date.now();
    if (now - this.#reportedAt < progressMs) return;
    this.#reportedAt = now;
    const { start, length } = shares[this.#fetches ? "withPictures" : "withoutPictures"][stage];
    const share = start + length * (total === 0 ? 1 : Math.min(1, done / total));
    this.#options.onProgress({ stage, share, done, total });
  }
}

/** Returns the states of the entries that the author leaves out. */
function leftOut({ drafts, hidden }: ImportChoices): EntryState[] {
  return [
    ...(drafts === "leave" ? (["draft", "scheduled"] as const) : []),
    ...(hidden === "leave" ? (["private", "unknown"] as const) : []),
  ];
}
