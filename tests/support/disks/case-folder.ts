import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasExfat, mountExfat } from "./exfat-disk.ts";

/** An empty folder in which names that differ only in case are the same. */
export interface CaseFolder extends AsyncDisposable {
  readonly folder: string;
  /** Call this after a change of a name: makes the system forget its spellings (`ExfatDisk.remount`). */
  settle(): Promise<void>;
}

/** Whether the temporary folder ignores case, as on Windows and macOS. */
const ignoresCase = await (async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-case-"));
  await writeFile(join(folder, "a"), "");
  const isThere = existsSync(join(folder, "A"));
  await rm(folder, { recursive: true });
  return isThere;
})();

/** Whether such a folder can be created on this computer. */
export const hasCaseFolder = ignoresCase || hasExfat;

/**
 * Creates a folder that ignores case.
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
