import { existsSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Returns the file of a thread's program. `source` is its source file, relative to the module that starts it.
 * In the built command line program, which may consist of several files, the thread's program has a folder of
 * its own.
 */
export function threadFile(source: URL): URL {
  const name = basename(source.pathname, ".ts");
  const bundles = ["../files/", "../"].map((up) => new URL(`${up}${name}/${name}.js`, source));
  return bundles.find((url) => existsSync(fileURLToPath(url))) ?? source;
}
