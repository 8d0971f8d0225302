import { randomUUID } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type BrowserWindow, dialog } from "electron";
import { AppError } from "#contract/errors.ts";

/** An image file that the author chose and that is not read yet. */
interface ChosenImage {
  /** Names it in `read`. */
  readonly id: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * Image files that the author chose in the system's dialog. The page gets one after the other when it asks for it, and
 * never a file that was not chosen: a hundred photographs are not in memory at once.
 */
export class ChosenImages {
  readonly #paths = new Map<string, string>();

  /** Asks for image files; empty when the author cancelled. Those that were chosen before can no longer be read. */
  async choose(window: BrowserWindow): Promise<ChosenImage[]> {
    const { filePaths } = await dialog.showOpenDialog(window, {
      properties: ["openFile", "multiSelections"],
      // With those that are refused with a reason: a photo that is not in the list looks lost
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

  /** The bytes of a chosen file. Rejects with `file.failed`. */
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
