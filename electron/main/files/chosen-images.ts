import { randomUUID } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type BrowserWindow, dialog } from "electron";
import { AppError } from "#contract/errors.ts";

/** An image file chosen by the author, not read yet. */
interface ChosenImage {
  /** Identifies it in `read`. */
  readonly id: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * Image files chosen in the system's dialog. The page reads them one at a time, and only chosen ones: so a
 * hundred photographs are not in memory at once.
 */
export class ChosenImages {
  readonly #paths = new Map<string, string>();

  /** Asks for image files; empty if the author cancels. Previously chosen files can no longer be read. */
  async choose(window: BrowserWindow): Promise<ChosenImage[]> {
    const { filePaths } = await dialog.showOpenDialog(window, {
      properties: ["openFile", "multiSelections"],
      // Includes formats that are rejected with a reason: a photo missing in the dialog would seem lost
      filters: [
        { name: "", extensions: ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "heic", "heif"] },
      ],
    });
    this.#paths.clear();
    return Promise.all(
      filePaths.map(async (path) => {
        const id = randomUUID();
        this.#paths.set(id, path);
        const { size } = await asFileError(path, () => stat(path));
        return { id, name: basename(path), size };
      }),
    );
  }

  /** Reads a chosen file. Rejects with `file.failed`. */
  async read(id: string): Promise<Uint8Array> {
    const path = this.#paths.get(id);
    if (path === undefined) throw new AppError("file.notFound", { path: id });
    return new Uint8Array(await asFileError(path, () => readFile(path)));
  }
}

async function asFileError<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError("file.failed", { path: basename(path), reason }, error);
  }
}
