import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Returns the file of a thread's program. This is the bundle `NAME/NAME.js` beside the running program or one
 * folder higher. If the program runs from its sources, it is the source file, `source`.
 */
export function threadFile(name: string, source: URL): URL {
  if (import.meta.url.endsWith(".ts")) return source;
  const bundles = ["../", "../../"].map((up) => new URL(`${up}${name}/${name}.js`, import.meta.url));
  return bundles.find((url) => existsSync(fileURLToPath(url))) ?? source;
}
