import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes words down within the very call, in a folder or else in the next: they survive the end of this program from then on.
 * To flush a file to the disk, which a power cut asks for, takes a dozen turns of the event loop, and on a machine that is busy
 * with something else those take more than a second; this takes a tenth of a millisecond. True when one of the folders took
 * them; what kept them from it is met by whoever flushes them, too.
 */
export function noteNow(folders: readonly string[], name: string, text: string): boolean {
  return folders.some((folder) => write(folder, name, text));
}

/** Takes a note away, from wherever it is; nothing happens where there is none. */
export function forgetNote(folders: readonly string[], name: string): void {
  for (const folder of folders) {
    for (const file of [name, temporaryOf(name)]) {
      try {
        rmSync(join(folder, file), { force: true });
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

function write(folder: string, name: string, text: string): boolean {
  const temporary = join(folder, temporaryOf(name));
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, join(folder, name));
    return true;
  } catch {
    forgetNote([folder], name);
    return false;
  }
}
