import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Returns the file of a thread's program: a bundle near the running program, or the file `source`. */
export function threadFile(name: string, source: URL): URL {
  if (import.meta.url.endsWith(".ts")) return source;
  const bundles = ["../", "../../"].map((up) => new URL(`${up}${name}/${name}.js`, import.meta.url));
  return bundles.find((url) => existsSync(fileURLToPath(url))) ?? source;
}
