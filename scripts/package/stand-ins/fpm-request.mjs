import { parseArgs } from "node:util";

/**
 * @typedef {object} FpmRequest
 * @property {"deb" | "rpm"} kind
 * @property {string} file the package to write
 * @property {string} compression name of the compression for `dpkg-deb -Z` or rpmbuild's `_binary_payload`
 * @property {{from: string, to: string}[]} contents the content of a folder `from/` is copied into `to`
 * @property {{afterInstall: string | undefined, afterRemove: string | undefined}} scripts paths of scripts
 * @property {{name: string, value: string}[]} fields lines of the control file or the spec file's head
 * @property {string} description
 */

/** Maps fpm's names of compressions to the names that dpkg-deb and rpmbuild use. */
const compressions = {
  deb: new Map([
    ["gz", "gzip"],
    ["bzip2", "bzip2"],
    ["xz", "xz"],
    ["zst", "zstd"],
  ]),
  rpm: new Map([
    ["gzip", "w6.gzdio"],
    ["xzmt", "w2.xzdio"],
    ["zstd", "w3.zstdio"],
  ]),
};

/**
 * The options of fpm that electron-builder uses for a deb or an rpm.
 * @satisfies {import("node:util").ParseArgsOptionsConfig}
 */
const options = /** @type {const} */ ({
  s: { type: "string", short: "s" },
  t: { type: "string", short: "t" },
  force: { type: "boolean" },
  debug: { type: "boolean" },
  log: { type: "string" },
  depends: { type: "string", short: "d", multiple: true },
  "deb-recommends": { type: "string", multiple: true },
  "deb-compression": { type: "string", default: "xz" },
  "deb-priority": { type: "string", default: "optional" },
  "rpm-os": { type: "string" },
  "rpm-compression": { type: "string", default: "xzmt" },
  "rpm-summary": { type: "string", default: "" },
  architecture: { type: "string" },
  "after-install": { type: "string" },
  "after-remove": { type: "string" },
  description: { type: "string", default: "" },
  version: { type: "string" },
  iteration: { type: "string" },
  package: { type: "string" },
  name: { type: "string" },
  maintainer: { type: "string" },
  vendor: { type: "string" },
  url: { type: "string", default: "" },
  license: { type: "string" },
  category: { type: "string", default: "editors" },
});

/**
 * Parses fpm's command line. Knows only the options that electron-builder uses for a deb or an rpm.
 * @param {string[]} argv
 * @returns {FpmRequest}
 * @throws {Error} if the package is no deb or rpm, an option is unknown, or a value is missing
 */
export function readFpmRequest(argv) {
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
  const kind = values.t;
  if (kind !== "deb" && kind !== "rpm") throw new Error(`Without fpm no ${kind} can be made`);
  const required = (/** @type {"package" | "name" | "version" | "architecture" | "maintainer"} */ key) => {
    const value = values[key];
    if (!value) throw new Error(`--${key} is missing`);
    return value;
  };
  const wanted = values[`${kind}-compression`];
  const compression = compressions[kind].get(wanted);
  if (!compression) throw new Error(`Unknown compression ${wanted}`);
  const [name, version] = [required("name").toLowerCase(), required("version")];
  const [architecture, maintainer] = [required("architecture"), required("maintainer")];
  const ofDeb = [
    { name: "Package", value: name },
    { name: "Version", value: values.iteration ? `${version}-${values.iteration}` : version },
    { name: "Architecture", value: architecture },
    { name: "Maintainer", value: maintainer },
    { name: "Depends", value: (values.depends ?? []).join(", ") },
    { name: "Recommends", value: (values["deb-recommends"] ?? []).join(", ") },
    { name: "Section", value: values.category },
    { name: "Priority", value: values["deb-priority"] },
    { name: "Homepage", value: values.url },
    { name: "Description", value: controlDescription(values.description) },
  ];
  const ofRpm = [
    { name: "Name", value: name },
    // In an rpm, a hyphen separates the version from the release, so the version must not contain a hyphen
    { name: "Version", value: version.replaceAll("-", "~") },
    { name: "Release", value: values.iteration ?? "1" },
    { name: "Summary", value: values["rpm-summary"] || name },
    { name: "License", value: values.license ?? "unknown" },
    { name: "Vendor", value: values.vendor ?? "" },
    { name: "Packager", value: maintainer },
    { name: "URL", value: values.url },
    ...(values.depends ?? []).map((value) => ({ name: "Requires", value })),
    // The package contains Chromium's libraries, so rpm must not derive dependencies from them
    { name: "AutoReqProv", value: "no" },
  ];
  return {
    kind,
    file: required("package"),
    compression,
    contents: positionals.map(readContent),
    scripts: { afterInstall: values["after-install"], afterRemove: values["after-remove"] },
    fields: (kind === "deb" ? ofDeb : ofRpm).filter(({ value }) => value !== ""),
    description: values.description,
  };
}

/** @param {string} argument source and target, such as `/build/linux-unpacked/=/opt/Hitofude` */
function readContent(argument) {
  const split = argument.lastIndexOf("=");
  if (split < 1) throw new Error(`Not of the form SOURCE=TARGET: ${argument}`);
  return { from: argument.slice(0, split), to: argument.slice(split + 1) };
}

/**
 * Leaves the first line as it is, indents all other lines, and replaces empty lines with a dot.
 * See https://www.debian.org/doc/debian-policy/ch-controlfields.html#description
 * @param {string} text
 */
function controlDescription(text) {
  const [synopsis = "", ...rest] = text.trim().split("\n");
  return [synopsis, ...rest.map((line) => ` ${line.trim() || "."}`)].join("\n");
}
