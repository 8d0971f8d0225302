import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { AppError } from "#contract/errors.ts";
import { systemCode } from "#contract/file-retries.ts";
import { open, rm } from "#engine/base/files/change-files.ts";
import type { ImportFile } from "./import-file.ts";

/** Whether a file begins like an SQLite database. */
export function isSqlite(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 15)).toString("latin1") === "SQLite format 3";
}

/**
 * Opens a copy of a database for reading, and closes the copy when `work` is done.
 * Never opens the original, because it may be inside a zip, and SQLite would write files next to it.
 * Rejects with `import.damaged` if the file is damaged or not a database.
 */
export async function withSqlite<T>(file: ImportFile, work: (database: DatabaseSync) => T): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-import-"));
  try {
    const path = join(folder, "copy.sqlite");
    const copy = await open(path, "wx");
    try {
      for await (const piece of file.read()) await copy.writeFile(piece);
    } finally {
      await copy.close();
    }
    const { DatabaseSync: Database } = await import("node:sqlite");
    const database = new Database(path, { readOnly: true });
    try {
      return work(database);
    } finally {
      database.close();
    }
  } catch (error) {
    if (systemCode(error) === "ERR_SQLITE_ERROR")
      throw new AppError("import.damaged", { name: file.name, line: 1 }, error);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
