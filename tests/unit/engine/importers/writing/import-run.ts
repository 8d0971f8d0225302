import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { mediaUses } from "#engine/app/media/media-uses.ts";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { addressesIn } from "#engine/importers/addresses/read-addresses.ts";
import type { ImportOptions } from "#engine/importers/importer.ts";
import type { ImportReport } from "#engine/importers/report/import-report.ts";
import { movableType } from "#engine/importers/movable-type/movable-type.ts";
import { runImport } from "#engine/importers/writing/run-import.ts";
import { type UndoneImport, undoImport } from "#engine/importers/writing/undo-import.ts";
import { type TemporaryBlog, temporaryBlog } from "../../blog/temporary-blog.ts";
import { fileOf } from "../export-files.ts";

/** Time of the imports in tests: 1 June 2026. */
const now = Date.UTC(2026, 5, 1);

interface RunOptions extends Partial<ImportOptions> {
  readonly isDryRun?: boolean;
  /** Cancels the import when this number of entries is written. */
  readonly cancelAfter?: number;
  /** Scheme and host of the old site. */
  readonly site?: string;
  /** A table with addresses of the old site. */
  readonly addresses?: string;
}

export interface ImportBlog extends TemporaryBlog {
  run(texts: string | readonly (string | Uint8Array)[], options?: RunOptions): Promise<ImportReport>;
  undo(): Promise<UndoneImport>;
  /** Returns the paths of all posts, sorted. */
  paths(): Promise<string[]>;
}

/** Creates a blog on disk and a separate state folder. */
export async function importBlog(): Promise<ImportBlog> {
  const blog = await temporaryBlog();
  const stateFolder = await mkdtemp(join(tmpdir(), "hitofude-state-"));
  const opened = async <T>(
    work: (folder: Awaited<ReturnType<typeof openBlogFolder>>) => Promise<T>,
  ): Promise<T> => {
    const folder = await openBlogFolder(blog.folder, { watch: false });
    return work(folder).finally(() => folder.close());
  };
  return {
    ...blog,
    run: (texts, { isDryRun = false, cancelAfter, site, addresses = "", ...options } = {}) =>
      opened(async (folder) => {
        const files = [texts].flat().map((text, index) => fileOf(text, `${index}.txt`));
        const source = await movableType.open(files, { blogTimeZone: folder.settings.timeZone, ...options });
        const signal = new Cancellation();
        const onProgress = (stage: string, done: number): void => {
          if (stage === "convert" && done === cancelAfter) signal.cancel();
        };
        return runImport({
          format: "movable-type",
          source,
          site,
          addresses: await addressesIn(addresses, source.timeZone),
          blog: folder,
          stateFolder,
          now,
          isDryRun,
          signal,
          onProgress,
        });
      }),
    undo: () => opened((folder) => undoImport(folder, stateFolder, (paths) => mediaUses(folder, paths))),
    paths: () => opened(async (folder) => [...folder.posts.keys()].sort()),
    async [Symbol.asyncDispose]() {
      await rm(stateFolder, { recursive: true, force: true });
      await blog[Symbol.asyncDispose]();
    },
  };
}
