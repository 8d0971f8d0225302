import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";

/** Whether packages are made to be taken apart at once: compressing them would take longer than all else. */
export const isForTests = process.env.HITOFUDE_PACKAGE_FAST === "1";

/**
 * Copies what a package is to contain into a folder, as it will lie below `/`.
 * @param {string} root
 * @param {import("./fpm-request.mjs").FpmRequest["contents"]} contents
 */
export function copyContents(root, contents) {
  for (const { from, to } of contents) {
    const target = path.join(root, to);
    mkdirSync(path.dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  for (const { file, stat } of everythingIn(root)) {
    // Restores permissions that the packager's umask removed: everyone may read, and run what is executable.
    if (!stat.isSymbolicLink()) chmodSync(file, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644);
  }
}

/**
 * @param {string} folder
 * @returns {Generator<{file: string, stat: import("node:fs").Stats}>} the folder itself and all below it
 */
export function* everythingIn(folder) {
  yield { file: folder, stat: lstatSync(folder) };
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* everythingIn(file);
    else yield { file, stat: lstatSync(file) };
  }
}
