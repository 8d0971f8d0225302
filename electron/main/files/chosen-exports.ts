import { basename } from "node:path";
import { type BrowserWindow, dialog } from "electron";

/**
 * The files or the folder to import, which the author chose in a dialog or dropped into a window.
 * The page gets only the names of the files. The main process gives their paths to the window's engine.
 */
export class ChosenExports {
  #paths: readonly string[] = [];

  get paths(): string[] {
    return [...this.#paths];
  }

  get names(): string[] {
    return this.#paths.map((path) => basename(path));
  }

  take(paths: readonly string[]): void {
    this.#paths = paths;
  }

  /** Asks the author for files or a folder. Returns their names, or an empty list if the author cancels. */
  async choose(window: BrowserWindow, kind: "files" | "folder"): Promise<string[]> {
    const { filePaths } = await dialog.showOpenDialog(window, {
      properties: kind === "folder" ? ["openDirectory"] : ["openFile", "multiSelections"],
    });
    if (filePaths.length === 0) return [];
    this.take(filePaths);
    return this.names;
  }
}
