import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Returns the URL of a thread's program: the bundle `name` if it exists, otherwise `source`. */
export function threadFile(name: string, source: URL): URL {
  return bundledFile(`${name}/${name}.js`, source);
}

/**
 * Returns the location of a bundled file. The bundle is in a folder above the running program.
 * If the program runs from its sources, or if the file is missing, returns `source`.
 * `path` begins with the bundle's folder, which has the same name as the bundle.
 */
export function bundledFile(path: string, source: URL): URL {
  if (import.meta.url.endsWith(".ts")) return source;
  const files = ["../", "../../"].map((up) => new URL(up + path, import.meta.url));
  return files.find((url) => existsSync(fileURLToPath(url))) ?? source;
}
