import { existsSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Returns the program of a thread. `source` is its source file, relative to the module that starts it; in the
 * command line program's bundle, which may be in parts, it has a folder of its own.
 */
export function threadFile(source: URL): URL {
  const name = basename(source.pathname, ".ts");
  const bundles = ["../files/", "../"].map((up) => new URL(`${up}${name}/${name}.js`, source));
  return bundles.find((url) => existsSync(fileURLToPath(url))) ?? source;
}
