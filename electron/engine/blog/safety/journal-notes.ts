import { closeSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { openFresh } from "#engine/base/no-follow.ts";
import type { OwnFolder } from "#engine/base/own-folder.ts";

/**
 * Writes a note synchronously, in the first folder that accepts it: from then on the text survives the end of
 * this program. Flushing a file, which surviving a power cut requires, takes a dozen turns of the event loop,
 * more than a second on a busy machine; this takes a tenth of a millisecond. Returns false if no folder
 * accepted it; the flushed write then fails with the same error.
 */
export function noteNow(folders: readonly OwnFolder[], name: string, text: string): boolean {
  return folders.some((folder) => write(folder, name, text));
}

/** Removes a note from all folders; does nothing if there is none. */
export function forgetNote(folders: readonly OwnFolder[], name: string): void {
  for (const folder of folders) {
    for (const file of [name, temporaryOf(name)]) {
      try {
        rmSync(folder.locateSync(file), { force: true });
      } catch {
        // A note on a read-only disk stays; the next start finds that it equals its file.
      }
    }
  }
}

/** Hidden from readers of the folder, because it may be incomplete. */
function temporaryOf(name: string): string {
  return `.${name}.tmp`;
}

function write(folder: OwnFolder, name: string, text: string): boolean {
  try {
    const [temporary, location] = [folder.locateSync(temporaryOf(name)), folder.locateSync(name)];
    mkdirSync(folder.location, { recursive: true });
    const file = openFresh(temporary);
    try {
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, location);
    return true;
  } catch {
    forgetNote([folder], name);
    return false;
  }
}
