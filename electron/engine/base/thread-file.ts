import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Returns the file of a thread's program: the bundle `NAME/NAME.js` beside or above the running program.
 * If the program runs from its sources, returns `source`.
 */
export function threadFile(name: string, source: URL): URL {
  if (import.meta.url.endsWith(".ts")) return source;
  const bundles = ["../", "../../"].map((up) => new URL(`${up}${name}/${name}.js`, import.meta.url));
  return bundles.find((url) => existsSync(fileURLToPath(url))) ?? source;
}
