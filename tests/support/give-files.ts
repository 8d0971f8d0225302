import { mkdir, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";

/** A file that an author pastes, drops or chooses. */
export interface GivenFile {
  readonly name: string;
  /** The type that the system derives from the extension. "" if unknown. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Number of zeros after the bytes, for a file of any size. */
  readonly zeros?: number;
}

/** Pastes files into the focused element, or drops them into the text, as the desktop does. */
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

/** Writes files into a folder, and makes the system's dialog return them from then on. */
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
    dialog.showOpenDialog = async () => ({ canceled: filePaths.length === 0, filePaths });
  }, paths);
}
