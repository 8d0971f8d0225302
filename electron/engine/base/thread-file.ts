import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Returns the file of a thread's program: a bundle near the running program, or the file `source`. */
export function threadFile(name: string, source: URL): URL {
  return bundledFile(`${name}/${name}.js`, source);
}

/**
 * Returns a file in the folder of a bundle near the running program, or the file `source`.
 * `path` begins with the name of the bundle, which is the name of its folder.
 */
export function bundledFile(path: string, source: URL): URL {
  if (import.meta.url.endsWith(".ts")) return source;
  const files = ["../", "../../"].map((up) => new URL(up + path, import.meta.url));
  return files.find((url) => existsSync(fileURLToPath(url))) ?? source;
}
