import { mkdir, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";

/** A file that the author pastes, drops or chooses. */
export interface GivenFile {
  readonly name: string;
  /** MIME type, which the system derives from the extension. "" if the extension is unknown. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Number of zero bytes after `bytes`, to make a file of any size. */
  readonly zeros?: number;
}

/** Pastes files into the focused element, or drops files into the text. */
export async function handOver(
  page: Page,
  how: "paste" | "drop",
  files: readonly GivenFile[],
): Promise<void> {
  const sent = files.map(({ bytes, ...file }) => ({
    ...file,
    base64: Buffer.from(bytes).toString("base64"),
  }));
  await page.evaluate(
    ([given, gesture]) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64, zeros = 0 } of given) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes, new Uint8Array(zeros)], name, { type }));
      }
      const options = { bubbles: true, cancelable: true };
      const text = document.querySelector(".monaco-editor .view-lines");
      if (gesture === "drop")
        text?.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, ...options }));
      else
        document.activeElement?.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: transfer, ...options }),
        );
    },
    [sent, how] as const,
  );
}

/** Writes files into a folder. From then on, the system's file dialog returns these files. */
export async function answerDialog(
  app: ElectronApplication,
  folder: string,
  files: readonly GivenFile[],
): Promise<void> {
  const paths = files.map(({ name }) => join(folder, name));
  for (const [index, path] of paths.entries()) {
    await mkdir(dirname(path), { recursive: true });
    const { bytes = Buffer.alloc(0), zeros = 0 } = files[index] ?? {};
    await writeFile(path, bytes);
    await truncate(path, bytes.length + zeros);
  }
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async (_window: unknown, options?: Electron.OpenDialogOptions) => {
      // A filter without a name is an empty entry in the dialog
      if (options?.filters?.some(({ name }) => name === "")) throw new Error("a filter without a name");
      return { canceled: filePaths.length === 0, filePaths };
    };
  }, paths);
}
