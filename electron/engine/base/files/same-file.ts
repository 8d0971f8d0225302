import { lstat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { nullIfMissing } from "./read-files.ts";
import { realPath } from "./real-path.ts";
import { type FileIds, system } from "./simulated-system.ts";

/**
 * Whether two paths lead to one file, such as `a.md` and `A.md` on a disk that ignores case. Compares whole ids:
 * those of NTFS and ReFS do not fit into a number, and rounded ones of different files can be equal. If the file
 * system reports no id (0), compares the names as the disk spells them. Links are not followed.
 */
export async function isSameFile(first: string, second: string): Promise<boolean> {
  const [a, b] = await Promise.all([idsOf(first), idsOf(second)]);
  if (!a || !b) return false;
  if (a.ino !== 0n && b.ino !== 0n) return a.ino === b.ino && a.dev === b.dev;
  return (await spelledOnDisk(first)) === (await spelledOnDisk(second));
}

async function idsOf(path: string): Promise<FileIds | null> {
  const entry = await lstat(path, { bigint: true }).catch(nullIfMissing);
  if (!entry) return null;
  const { dev, ino } = entry;
  return system().ids?.(path, { dev, ino }) ?? { dev, ino };
}

/** Returns the path as the disk spells it. Only names that differ by case or composition can be one file. */
async function spelledOnDisk(path: string): Promise<string> {
  const folder = await realPath(dirname(path));
  const name = basename(await realPath(path));
  return `${folder}/${name}`;
}
