import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { copyContents, everythingIn, isForTests } from "./contents.mjs";

/**
 * Makes an rpm with rpmbuild.
 * @param {import("./fpm-request.mjs").FpmRequest} request
 * @param {string} work an empty folder
 */
export function makeRpm(request, work) {
  const root = path.join(work, "root");
  copyContents(root, request.contents);
  const spec = path.join(work, "package.spec");
  writeFileSync(spec, specFile(request, root));
  const top = path.join(work, "rpmbuild");
  mkdirSync(top);
  const args = ["-bb", "--quiet", "--define", `_topdir ${top}`, "--define", `_tmppath ${work}`, spec];
  const { status } = spawnSync("rpmbuild", args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`rpmbuild ended with ${status}`);
  const [arch = ""] = readdirSync(path.join(top, "RPMS"));
  const [made = ""] = readdirSync(path.join(top, "RPMS", arch));
  copyFileSync(path.join(top, "RPMS", arch, made), request.file);
}

/**
 * @param {import("./fpm-request.mjs").FpmRequest} request
 * @param {string} root
 */
function specFile({ compression, fields, scripts, description }, root) {
  return [
    `%define _binary_payload ${isForTests ? "w.ufdio" : compression}`,
    // rpmbuild must not strip Chromium's libraries, nor add links to their build ids.
    "%define __os_install_post %{nil}",
    "%define debug_package %{nil}",
    "%define _build_id_links none",
    ...fields.map(({ name, value }) => `${name}: ${escaped(value)}`),
    "%description",
    escaped(description.trim()),
    "%install",
    `cp -al '${root}/.' %{buildroot}/`,
    ...scriptLines("%post", scripts.afterInstall),
    ...scriptLines("%postun", scripts.afterRemove),
    "%files",
    "%defattr(-,root,root,-)",
    ...ownedPaths(root).map((file) => `"${escaped(file)}"`),
    "",
  ].join("\n");
}

/**
 * Returns the paths that the package owns.
 * In `/opt`, the package owns the whole folder of the program.
 * Elsewhere, the package owns only files, because the folders belong to the system.
 * @param {string} root
 */
function ownedPaths(root) {
  const inOpt = readdirSync(path.join(root, "opt")).map((name) => `/opt/${name}`);
  const elsewhere = [...everythingIn(root)]
    .filter(({ stat }) => !stat.isDirectory())
    .map(({ file }) => `/${path.relative(root, file)}`)
    .filter((file) => !file.startsWith("/opt/"));
  return [...inOpt, ...elsewhere];
}

/**
 * @param {string} section
 * @param {string | undefined} file
 */
function scriptLines(section, file) {
  return file ? [`${section} -p /bin/bash`, escaped(readFileSync(file, "utf8"))] : [];
}

/**
 * Escapes percent signs, because rpmbuild would read each percent sign as the start of a macro.
 * @param {string} text
 */
function escaped(text) {
  return text.replaceAll("%", "%%");
}
