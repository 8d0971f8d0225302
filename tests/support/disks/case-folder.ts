import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasExfat, mountExfat } from "./exfat-disk.ts";

/** An empty folder in which two names are the same if they differ only in case. */
export interface CaseFolder extends AsyncDisposable {
  readonly folder: string;
  /** Must be called after a change of a name. Clears the system's cache of names (`ExfatDisk.remount`). */
  settle(): Promise<void>;
}

/** Whether the temporary folder ignores case in names, as on Windows and macOS. */
const ignoresCase = await (async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-case-"));
  await writeFile(join(folder, "a"), "");
  const isThere = existsSync(join(folder, "A"));
  await rm(folder, { recursive: true });
  return isThere;
})();

/** Whether a folder that ignores case can be created on this computer. */
export const hasCaseFolder = ignoresCase || hasExfat;

/**
 * Creates a folder that ignores case in names.
 * If the system ignores case, the folder is an ordinary folder. Otherwise it is on an exFAT disk.
 */
export async function caseFolder(): Promise<CaseFolder> {
  if (ignoresCase) {
    const folder = await mkdtemp(join(tmpdir(), "hitofude-case-"));
    return {
      folder,
      settle: async () => undefined,
      [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
    };
  }
  const disk = await mountExfat("root");
  return { folder: disk.folder, settle: () => disk.remount(), [Symbol.asyncDispose]: () => disk.remove() };
}
