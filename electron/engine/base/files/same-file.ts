import { basename, dirname } from "node:path";
import { entryIfThere, namesIfThere } from "./read-files.ts";

/** Returns a form of a name for comparisons that ignore case and Unicode composition. */
export function foldedName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/**
 * Whether two paths are spellings of one file, such as `a.md` and `A.md` on a disk that ignores case.
 * Compares names, because Node rounds large file ids, and some virtual drives report the id 0.
 */
export async function isSameFile(first: string, second: string): Promise<boolean> {
  if (foldedName(first) !== foldedName(second)) return false;
  if (first === second) return true;
  for (const path of [first, second]) if (!(await entryIfThere(path))) return false;
  return (await spelledOnDisk(first, second)) === (await spelledOnDisk(second, first));
}

/** Whether a folder lists exactly this spelling of a name. */
export async function isSpelledAsOnDisk(path: string): Promise<boolean> {
  return (await namesIfThere(dirname(path))).includes(basename(path));
}

/** Returns `path` as spelled on disk. Does not check the parent folders that `path` shares with `other`. */
async function spelledOnDisk(path: string, other: string): Promise<string> {
  const [folder, above] = [dirname(path), dirname(other)];
  const name = basename(path);
  const names = await namesIfThere(folder);
  const folded = foldedName(name);
  const listed = names.includes(name) ? name : (names.find((each) => foldedName(each) === folded) ?? name);
  const spelledFolder = folder === above || folder === path ? folder : await spelledOnDisk(folder, above);
  return `${spelledFolder}/${listed}`;
}
