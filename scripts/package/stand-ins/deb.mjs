import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { copyContents, everythingIn, isForTests } from "./contents.mjs";

/**
 * Makes a deb with dpkg-deb, which every Debian has.
 * @param {import("./fpm-request.mjs").FpmRequest} request
 * @param {string} work an empty folder
 */
export function makeDeb(request, work) {
  // The temporary folder itself is private, and dpkg-deb would copy its mode into the package.
  const root = path.join(work, "root");
  copyContents(root, request.contents);
  writeControl(root, request);
  const compression = isForTests ? "none" : request.compression;
  const args = ["--root-owner-group", `-Z${compression}`, "--build", root, request.file];
  const { status } = spawnSync("dpkg-deb", args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`dpkg-deb ended with ${status}`);
}

/**
 * @param {string} root
 * @param {import("./fpm-request.mjs").FpmRequest} request
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
  for (const [name, file] of [
    ["postinst", scripts.afterInstall],
    ["postrm", scripts.afterRemove],
  ]) {
    if (name && file) writeFileSync(path.join(folder, name), readFileSync(file), { mode: 0o755 });
  }
}

/** @param {string} file */
function md5(file) {
  return createHash("md5").update(readFileSync(file)).digest("hex");
}
