import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { mediaUses } from "#engine/app/media/media-uses.ts";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { ImportOptions } from "#engine/importers/importer.ts";
import { addressesIn } from "#engine/importers/addresses/read-addresses.ts";
import { openImportFiles } from "#engine/importers/input/import-file.ts";
import { importerFor } from "#engine/importers/registry.ts";
import type { ImportReport } from "#engine/importers/report/import-report.ts";
import { type UndoneImport, undoImport } from "#engine/importers/writing/undo-import.ts";
import { runImport } from "#engine/importers/writing/run-import.ts";
import { temporaryBlog } from "../blog/temporary-blog.ts";

/** Contents of files by their paths. */
export type FileTree = Readonly<Record<string, string | Uint8Array>>;

/** The result of an import: the report, and the blog's files. */
export interface MovedFolder extends AsyncDisposable {
  readonly format: string;
  readonly report: ImportReport;
  /** Texts of the imported posts and pages, by their titles. */
  readonly posts: ReadonlyMap<string, string>;
  /** Blog folder on disk. */
  readonly blog: string;
  /** Reads a file of the blog. */
  read(path: string): Promise<string>;
  /** Imports other files of the same tree into the same blog. */
  next(chosen: readonly string[]): Promise<{ readonly format: string; readonly report: ImportReport }>;
  /** Undoes the last import. */
  undo(): Promise<UndoneImport>;
  /** Imports the same files again, and returns the number of entries by action. */
  again(): Promise<ImportReport["counts"]>;
}

export interface MovingOptions extends Partial<ImportOptions> {
  /** Paths of the chosen files, absolute or in the folder. Default: the whole folder. */
  readonly chosen?: readonly string[];
  /** A table or feed with addresses of the old site. */
  readonly addresses?: string;
  /** Text of the blog's `blog.yaml`. */
  readonly settings?: string;
}

/** The smallest PNG: one transparent pixel. */
export const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Writes files to a folder of the disk. */
async function writeTree(folder: string, files: FileTree): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/**
 * Imports files as a person does who chooses a folder with them, into a blog on disk.
 * `chosen` are the paths of the files that are chosen instead of the folder.
 */
export async function movedFolder(
  files: FileTree,
  { chosen = ["."], addresses = "", settings, ...options }: MovingOptions = {},
): Promise<MovedFolder> {
  const blog = await temporaryBlog();
  const [stateFolder, exports] = await Promise.all(
    ["state", "exports"].map((name) => mkdtemp(join(tmpdir(), `hitofude-${name}-`))),
  );
  if (stateFolder === undefined || exports === undefined) throw new Error("no folders");
  await writeTree(exports, files);
  if (settings !== undefined) await blog.write("blog.yaml", settings);
  const run = async (paths = chosen): Promise<{ format: string; report: ImportReport }> => {
    const folder = await openBlogFolder(blog.folder, { watch: false });
    const opened = await openImportFiles(paths.map((path) => resolve(exports, path)));
    const importer = await importerFor(opened);
    const source = await importer.open(opened, { blogTimeZone: folder.settings.timeZone, ...options });
    const now = Date.UTC(2026, 5, 1);
    const report = await runImport({
      format: importer.id,
      source,
      files: opened,
      addresses: await addressesIn(addresses, source.timeZone),
      blog: folder,
      stateFolder,
      now,
      isDryRun: false,
    }).finally(() => folder.close());
    return { format: importer.id, report };
  };
  const { format, report } = await run();
  const texts = await Promise.all(
    report.posts
      .filter(({ action }) => action === "add")
      .map(async ({ title, path }) => [title, await readFile(join(blog.folder, path), "utf8")] as const),
  );
  return {
    format,
    report,
    posts: new Map(texts),
    blog: blog.folder,
    read: (path) => readFile(join(blog.folder, path), "utf8"),
    next: run,
    undo: async () => {
      const folder = await openBlogFolder(blog.folder, { watch: false });
      return undoImport(folder, stateFolder, (paths) => mediaUses(folder, paths)).finally(() =>
        folder.close(),
      );
    },
    again: async () => (await run()).report.counts,
    async [Symbol.asyncDispose]() {
      for (const path of [stateFolder, exports]) await rm(path, { recursive: true, force: true });
      await blog[Symbol.asyncDispose]();
    },
  };
}
