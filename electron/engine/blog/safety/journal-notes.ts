import { closeSync } from "node:fs";
import { renameSync, rmSync, writeOpenSync } from "#engine/base/files/change-files-sync.ts";
import { openFresh } from "#engine/base/no-follow.ts";
import type { OwnFolder } from "#engine/base/own-folder.ts";

/**
 * Writes a journal entry synchronously, without flushing it, in the first folder that can be written. This
 * takes a tenth of a millisecond. Afterwards, the text survives a crash of this program, but not a power cut:
 * only a flushed file does, and flushing takes more than a second on a busy machine. Returns false if no
 * folder can be written; then the flushed write, which follows, reports the error.
 */
export function noteNow(folders: readonly OwnFolder[], name: string, text: string): boolean {
  return folders.some((folder) => write(folder, name, text));
}

/** Removes an entry that `noteNow` wrote from all folders. Does nothing if there is none. */
export function forgetNote(folders: readonly OwnFolder[], name: string): void {
  for (const folder of folders) {
    for (const file of [name, temporaryOf(name)]) {
      try {
        // Does not wait if another program holds the file: this runs while the author types.
        rmSync(folder.locateSync(file), { force: true }, "none");
      } catch {
        // On a read-only disk, the entry stays. The next start ignores it, because its text is equal to the
        // post's file.
      }
    }
  }
}

/**
 * Returns the name that the file has while it is being written. `Journal` does not read a file of this name,
 * because it may be incomplete.
 */
function temporaryOf(name: string): string {
  return `.${name}.tmp`;
}

function write(folder: OwnFolder, name: string, text: string): boolean {
  try {
    const [temporary, location] = [folder.locateSync(temporaryOf(name)), folder.locateSync(name)];
    folder.makeSync();
    const file = openFresh(temporary);
    try {
      writeOpenSync(file, text);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, location, "none");
    return true;
  } catch {
    forgetNote([folder], name);
    return false;
  }
}
