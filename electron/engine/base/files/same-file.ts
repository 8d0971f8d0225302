import { basename, dirname } from "node:path";
import { entryIfThere, namesIfThere } from "./read-files.ts";

/** Returns a key that is equal for names that are one name on a disk that ignores case and composition. */
export function foldedName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/**
 * Whether two paths are spellings of one file, such as `a.md` and `A.md` on a disk that ignores case. Compares
 * what the folders list, because file ids do not say it: large ones round together as numbers, some network and
 * virtual drives report 0, and FUSE gives each spelling an id of its own. False for two hard links.
 */
export async function isSameFile(first: string, second: string): Promise<boolean> {
  if (foldedName(first) !== foldedName(second)) return false;
  if (first === second) return true;
  for (const path of [first, second]) if (!(await entryIfThere(path))) return false;
  return (await spelledOnDisk(first, second)) === (await spelledOnDisk(second, first));
}

/** Whether a folder lists exactly this name. On a disk that ignores case, other spellings exist as well. */
export async function isSpelledSo(path: string): Promise<boolean> {
  return (await namesIfThere(dirname(path))).includes(basename(path));
}

/** Returns a path as its folders list it, from the last folder on that it has in common with `other`. */
async function spelledOnDisk(path: string, other: string): Promise<string> {
  const [folder, above] = [dirname(path), dirname(other)];
  const name = basename(path);
  const names = await namesIfThere(folder);
  const folded = foldedName(name);
  const listed = names.includes(name) ? name : (names.find((each) => foldedName(each) === folded) ?? name);
  const place = folder === above || folder === path ? folder : await spelledOnDisk(folder, above);
  return `${place}/${listed}`;
}
