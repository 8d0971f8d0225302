import { closeSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { openFresh } from "#engine/base/no-follow.ts";
import type { OwnFolder } from "#engine/base/own-folder.ts";

/**
 * Writes words down within the very call, in a folder or else in the next: they survive the end of this program from then on.
 * To flush a file to the disk, which a power cut asks for, takes a dozen turns of the event loop, and on a machine that is busy
 * with something else those take more than a second; this takes a tenth of a millisecond. True when one of the folders took
 * them; what kept them from it is met by whoever flushes them, too.
 */
export function noteNow(folders: readonly OwnFolder[], name: string, text: string): boolean {
  return folders.some((folder) => write(folder, name, text));
}

/** Takes a note away, from wherever it is; nothing happens where there is none. */
export function forgetNote(folders: readonly OwnFolder[], name: string): void {
  for (const folder of folders) {
    for (const file of [name, temporaryOf(name)]) {
      try {
        rmSync(folder.locateSync(file), { force: true });
      } catch {
        // On a disk that cannot be written on it stays, and is found to be the words of its file at the next start.
      }
    }
  }
}

/** Not taken for a note by whoever reads the folder: it may be half of one. */
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
