import { closeSync } from "node:fs";
import { removeIfThereSync, renameSync, writeOpenSync } from "#engine/base/files/change-files-sync.ts";
import { openFresh } from "#engine/base/no-follow.ts";
import type { OwnFolder } from "#engine/base/own-folder.ts";

/**
 * Writes a journal entry synchronously in the first writable folder. Returns false if there is none.
 * Does not flush the file, so that a write takes 0.1 ms. The file survives a crash, but not a power cut.
 * `Journal` flushes the entry and reports errors later, because flushing can last a second or more.
 */
export function noteNow(folders: readonly OwnFolder[], name: string, text: string): boolean {
  return folders.some((folder) => write(folder, name, text));
}

/** Removes the journal entry that `noteNow` has written, from all `folders`. */
export function forgetNote(folders: readonly OwnFolder[], name: string): void {
  for (const folder of folders) {
    for (const file of [name, temporaryOf(name)]) {
      try {
        // Does not wait for a program that locks the file, because the author is typing meanwhile.
        removeIfThereSync(folder.locateSync(file), "none");
      } catch {
        // The entry stays, for instance on a read-only disk.
        // This is harmless, because the next start ignores an entry that equals the post's file.
      }
    }
  }
}

/** Returns the temporary name of a file that is being written. `Journal` ignores files with such names. */
function temporaryOf(name: string): string {
  return `.${name}.tmp`;
}

function write(folder: OwnFolder, name: string, text: string): boolean {
  try {
    const [temporary, location] = [folder.locateSync(temporaryOf(name)), folder.locateSync(name)];
    folder.makeSync();
    const file = openFresh(temporary, true);
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
