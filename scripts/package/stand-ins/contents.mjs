import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";

/**
 * Whether the packages are made for tests, which unpack each package at once.
 * Compressing packages for tests would take longer than all other steps.
 */
export const isForTests = process.env.HITOFUDE_PACKAGE_FAST === "1";

/**
 * Copies the contents of a package into a folder, which stands for `/` on the target computer.
 * Restores permissions that the umask removed: everyone may read all files and run executable files.
 * @param {string} root
 * @param {import("./fpm-request.mjs").FpmRequest["contents"]} contents
 */
export function copyContents(root, contents) {
  for (const { from, to } of contents) {
    for (const { file, stat } of everythingIn(from)) {
      const target = path.join(root, to, path.relative(from, file));
      if (stat.isDirectory()) mkdirSync(target, { recursive: true });
      else {
        mkdirSync(path.dirname(target), { recursive: true });
        copyOrLink(file, stat, target);
      }
    }
  }
  for (const { file, stat } of everythingIn(root)) if (stat.isDirectory()) chmodSync(file, 0o755);
}

/**
 * Size in bytes from which a file is hard-linked instead of copied.
 * Smaller files are copied, because a package may contain the same small file twice as separate files.
 */
const large = 2 ** 20;

/**
 * Links a large file if its permissions are right, because copying hundreds of megabytes is slow.
 * @param {string} file
 * @param {import("node:fs").Stats} stat
 * @param {string} target
 */
function copyOrLink(file, stat, target) {
  const mode = stat.mode & 0o100 ? 0o755 : 0o644;
  if (stat.isFile() && stat.size >= large && (stat.mode & 0o7777) === mode) {
    try {
      linkSync(file, target);
      return;
    } catch {
      // The file is on another disk, or the disk has no hard links
    }
  }
  if (stat.isSymbolicLink()) symlinkSync(readlinkSync(file), target);
  else {
    copyFileSync(file, target);
    chmodSync(target, mode);
  }
}

/**
 * Returns the file or folder itself and everything below it.
 * @param {string} folder
 * @returns {Generator<{file: string, stat: import("node:fs").Stats}>}
 */
export function* everythingIn(folder) {
  const own = lstatSync(folder);
  yield { file: folder, stat: own };
  if (!own.isDirectory()) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* everythingIn(file);
    else yield { file, stat: lstatSync(file) };
  }
}
