import { randomUUID } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type BrowserWindow, dialog } from "electron";
import { AppError } from "#contract/errors.ts";
import { imageExtensions, soundExtensions, videoExtensions } from "#contract/media-files.ts";
import type { Messages } from "../messages.ts";
import { asFileError } from "./given-file.ts";

/**
 * Extensions of the files that the dialog lists. It also lists HEIF photographs, which a blog cannot show,
 * because the author might think that a hidden photograph is lost.
 */
const extensions = [...imageExtensions, "heic", "heif", ...videoExtensions, ...soundExtensions];

/** An image file that the author has chosen. Its contents are not read yet. */
interface ChosenImage {
  readonly id: string;
  readonly name: string;
  /** File size in bytes. */
  readonly size: number;
}

/**
 * Image files that the author chose in the system's dialog. The page can read no other files.
 * The page reads one file at a time. Thus, a hundred photographs are never in memory together.
 */
export class ChosenImages {
  readonly #paths = new Map<string, string>();

  /**
   * Asks the author for image files, and forgets the files of an earlier choice. The result may be empty.
   */
  async choose(window: BrowserWindow, t: Messages): Promise<ChosenImage[]> {
    const { filePaths } = await dialog.showOpenDialog(window, {
      properties: ["openFile", "multiSelections"],
      filters: [{ name: t("dialog.media"), extensions }],
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

  /** Reads a chosen file. Rejects with `file.notFound` for an unknown id, or with `file.failed`. */
  async read(id: string): Promise<Uint8Array> {
    const path = this.#paths.get(id);
    if (path === undefined) throw new AppError("file.notFound", { path: id });
    return new Uint8Array(await asFileError(path, () => readFile(path)));
  }
}
