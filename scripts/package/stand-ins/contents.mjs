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

/** Whether packages are made to be taken apart at once: compressing them would take longer than all else. */
export const isForTests = process.env.HITOFUDE_PACKAGE_FAST === "1";

/**
 * Copies what a package is to contain into a folder, as it will lie below `/`. Permissions that the packager's umask
 * removed are restored: everyone may read, and run what is executable.
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

/** Size in bytes from which a file is linked. Small ones may be in a package twice, and are to be two files there. */
const large = 2 ** 20;

/**
 * Links a large file that has the right permissions already: a program is hundreds of megabytes.
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
      // Another disk, or one without links
    }
  }
  if (stat.isSymbolicLink()) symlinkSync(readlinkSync(file), target);
  else {
    copyFileSync(file, target);
    chmodSync(target, mode);
  }
}

/**
 * @param {string} folder
 * @returns {Generator<{file: string, stat: import("node:fs").Stats}>} the folder or file itself and all below it
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
