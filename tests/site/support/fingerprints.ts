import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BuiltSite } from "./built-sites.ts";

/** Returns a line for every file of every site: its name and a hash of its bytes. */
export function fingerprints(sites: readonly BuiltSite[]): string[] {
  return sites.flatMap(({ name, folder, paths }) =>
    [...paths].sort().map((path) => {
      const hash = createHash("sha256").update(readFileSync(join(folder, path)));
      return `${name}: ${path}: ${hash.digest("hex")}`;
    }),
  );
}
