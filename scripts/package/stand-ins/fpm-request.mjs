import { parseArgs } from "node:util";

/**
 * @typedef {object} FpmRequest
 * @property {"deb" | "rpm"} kind
 * @property {string} file the package to write
 * @property {string} compression as `dpkg-deb -Z` names it, or as `_binary_payload` of rpmbuild
 * @property {{from: string, to: string}[]} contents a `from` that ends in a slash is a folder whose content goes to `to`
 * @property {{afterInstall: string | undefined, afterRemove: string | undefined}} scripts files
 * @property {{name: string, value: string}[]} fields of the control file without `Installed-Size`, or of the
 * spec file's head
 * @property {string} description
 */

/** fpm's names → those of dpkg-deb and rpmbuild. */
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
 * The options of fpm that electron-builder passes for a deb or an rpm.
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
 * Parses a command line of fpm, as far as electron-builder uses it for a deb or an rpm.
 * @param {string[]} argv
 * @returns {FpmRequest}
 * @throws {Error} for another kind of package, an unknown option, or a missing value
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
    // A hyphen separates the version from the release
    { name: "Version", value: version.replaceAll("-", "~") },
    { name: "Release", value: values.iteration ?? "1" },
    { name: "Summary", value: values["rpm-summary"] || name },
    { name: "License", value: values.license ?? "unknown" },
    { name: "Vendor", value: values.vendor ?? "" },
    { name: "Packager", value: maintainer },
    { name: "URL", value: values.url },
    ...(values.depends ?? []).map((value) => ({ name: "Requires", value })),
    // The package contains Chromium's own libraries
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

/** @param {string} argument such as `/build/linux-unpacked/=/opt/Hitofude` */
function readContent(argument) {
  const split = argument.lastIndexOf("=");
  if (split < 1) throw new Error(`Not of the form SOURCE=TARGET: ${argument}`);
  return { from: argument.slice(0, split), to: argument.slice(split + 1) };
}

/**
 * Formats the first line as it is and indents the others; an empty line becomes a dot:
 * https://www.debian.org/doc/debian-policy/ch-controlfields.html#description
 * @param {string} text
 */
function controlDescription(text) {
  const [synopsis = "", ...rest] = text.trim().split("\n");
  return [synopsis, ...rest.map((line) => ` ${line.trim() || "."}`)].join("\n");
}
