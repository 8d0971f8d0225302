import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { type BrowserWindow, dialog } from "electron";
import { AppError, messageOf } from "#contract/errors.ts";
import type { Speak } from "../speech.ts";

/** Asks the author for a file name, and saves a zip file under this name. Rejects with `file.failed`. */
export async function saveZip(
  window: BrowserWindow,
  name: string,
  bytes: Uint8Array,
  t: Speak,
): Promise<{ isSaved: boolean }> {
  const { filePath } = await dialog.showSaveDialog(window, {
    defaultPath: basename(name),
    filters: [{ name: t("dialog.zip"), extensions: ["zip"] }],
  });
  if (!filePath) return { isSaved: false };
  try {
    await writeFile(filePath, bytes);
  } catch (error) {
    const reason = messageOf(error);
    throw new AppError("file.failed", { path: basename(filePath), reason }, error);
  }
  return { isSaved: true };
}
