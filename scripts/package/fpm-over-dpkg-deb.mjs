#!/usr/bin/env node
// Builds a deb from fpm's command line with dpkg-deb, which every Debian has. electron-builder calls it
// instead of fpm (CUSTOM_FPM_PATH) only if fpm cannot be downloaded, see plan.mjs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { readDebRequest } from "./deb-request.mjs";

const request = readDebRequest(process.argv.slice(2));
const work = mkdtempSync(path.join(os.tmpdir(), "hitofude-deb-"));
try {
  // A subfolder, since the temporary folder itself is private and its mode would be copied into the package.
  const root = path.join(work, "root");
  copyContents(root, request.contents);
  writeControl(root, request);
  const args = ["--root-owner-group", `-Z${request.compression}`, "--build", root, request.file];
  const { status } = spawnSync("dpkg-deb", args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`dpkg-deb ended with ${status}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/**
 * @param {string} root
 * @param {import("./deb-request.mjs").DebRequest["contents"]} contents
 */
function copyContents(root, contents) {
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
 * @param {string} root
 * @param {import("./deb-request.mjs").DebRequest} request
 */
function writeControl(root, { fields, scripts }) {
  const files = [...everythingIn(root)].filter(({ stat }) => stat.isFile());
  const sums = files.map(({ file }) => `${md5(file)}  ${path.relative(root, file)}\n`);
  const kilobytes = files.reduce((sum, { stat }) => sum + Math.ceil(stat.size / 1024), 0);
  const control = [...fields, { name: "Installed-Size", value: String(kilobytes) }];

  const folder = path.join(root, "DEBIAN");
  mkdirSync(folder, { mode: 0o755 });
  writeFileSync(
    path.join(folder, "control"),
    control.map(({ name, value }) => `${name}: ${value}\n`).join(""),
  );
  writeFileSync(path.join(folder, "md5sums"), sums.join(""));
  for (const [name, file] of Object.entries(scripts)) {
    writeFileSync(path.join(folder, name), readFileSync(file), { mode: 0o755 });
  }
}

/**
 * @param {string} folder
 * @returns {Generator<{file: string, stat: import("node:fs").Stats}>} the folder itself and all below it
 */
function* everythingIn(folder) {
  yield { file: folder, stat: lstatSync(folder) };
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* everythingIn(file);
    else yield { file, stat: lstatSync(file) };
  }
}

/** @param {string} file */
function md5(file) {
  return createHash("md5").update(readFileSync(file)).digest("hex");
}
