import { parseArgs } from "node:util";

/**
 * @typedef {object} DebRequest
 * @property {string} file the package to write
 * @property {string} compression as dpkg-deb's `-Z` names it
 * @property {{from: string, to: string}[]} contents a `from` that ends in a slash is a folder whose content goes to `to`
 * @property {Record<string, string>} scripts name in the package → file
 * @property {{name: string, value: string}[]} fields of the control file, without `Installed-Size`
 */

/** fpm's names → dpkg-deb's names. */
const compressions = new Map([
  ["gz", "gzip"],
  ["bzip2", "bzip2"],
  ["xz", "xz"],
  ["zst", "zstd"],
]);

/**
 * The options of fpm that electron-builder passes for a deb.
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
 * Parses a command line of fpm, as far as electron-builder uses it for a deb.
 * @param {string[]} argv
 * @returns {DebRequest}
 * @throws {Error} for another kind of package, an unknown option, or a missing value
 */
export function readDebRequest(argv) {
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
  if (values.t !== "deb") throw new Error(`Without fpm only a deb can be made, not ${values.t}`);
  const required = (/** @type {"package" | "name" | "version" | "architecture" | "maintainer"} */ key) => {
    const value = values[key];
    if (!value) throw new Error(`--${key} is missing`);
    return value;
  };
  const compression = compressions.get(values["deb-compression"]);
  if (!compression) throw new Error(`Unknown compression ${values["deb-compression"]}`);
  const version = required("version");
  const fields = [
    { name: "Package", value: required("name").toLowerCase() },
    { name: "Version", value: values.iteration ? `${version}-${values.iteration}` : version },
    { name: "Architecture", value: required("architecture") },
    { name: "Maintainer", value: required("maintainer") },
    { name: "Depends", value: (values.depends ?? []).join(", ") },
    { name: "Recommends", value: (values["deb-recommends"] ?? []).join(", ") },
    { name: "Section", value: values.category },
    { name: "Priority", value: values["deb-priority"] },
    { name: "Homepage", value: values.url },
    { name: "Description", value: controlDescription(values.description) },
  ];
  return {
    file: required("package"),
    compression,
    contents: positionals.map(readContent),
    scripts: {
      ...(values["after-install"] && { postinst: values["after-install"] }),
      ...(values["after-remove"] && { postrm: values["after-remove"] }),
    },
    fields: fields.filter(({ value }) => value !== ""),
  };
}

/** @param {string} argument such as `/build/linux-unpacked/=/opt/Hitofude` */
function readContent(argument) {
  const split = argument.lastIndexOf("=");
  if (split < 1) throw new Error(`Not of the form SOURCE=TARGET: ${argument}`);
  return { from: argument.slice(0, split), to: argument.slice(split + 1) };
}

/**
 * Formats one line, then indented ones; an empty line is a dot:
 * https://www.debian.org/doc/debian-policy/ch-controlfields.html#description
 * @param {string} text
 */
function controlDescription(text) {
  const [synopsis = "", ...rest] = text.trim().split("\n");
  return [synopsis, ...rest.map((line) => ` ${line.trim() || "."}`)].join("\n");
}
