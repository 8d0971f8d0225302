import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasExfat, mountExfat } from "./exfat-disk.ts";

/** An empty folder in which names that differ only in case are one. */
export interface CaseFolder extends AsyncDisposable {
  readonly folder: string;
  /** To be called after a change of a name: makes the system forget its spellings (`ExfatDisk.remount`). */
  settle(): Promise<void>;
}

/** Whether the temporary folder ignores case, as it does on Windows and macOS. */
const ignoresCase = await (async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-case-"));
  await writeFile(join(folder, "a"), "");
  const isThere = existsSync(join(folder, "A"));
  await rm(folder, { recursive: true });
  return isThere;
})();

/** Whether there can be such a folder on this computer. */
export const hasCaseFolder = ignoresCase || hasExfat;

/** Makes a folder that ignores case: the system's own, or one on a disk with exFAT. */
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
