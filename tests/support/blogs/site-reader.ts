import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type SiteFiles, treeOf } from "../publish/built-site.ts";

/** Reads a site again and again while it changes, as readers do. */
export interface SiteReader {
  /** Stops reading. Returns the faults that readers would see, and the number of files that were read. */
  stop(): Promise<{ readonly wrong: string[]; readonly reads: number }>;
}

/**
 * Checks that each file always has the content of the old site or of the new site.
 * Also checks that a file that both sites have is never missing.
 */
export function readContinuously(root: string, before: SiteFiles, after: SiteFiles): SiteReader {
  const [old, fresh] = [treeOf(before), treeOf(after)];
  const wrong: string[] = [];
  let reads = 0;
  let isOver = false;
  const readAll = async (): Promise<void> => {
    for (const path of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
      const bytes = await readFile(join(root, path), "latin1").catch(() => undefined);
      reads += 1;
      if (bytes !== old[path] && bytes !== fresh[path]) wrong.push(`${path}: ${bytes?.length ?? "missing"}`);
    }
  };
  const loop = (async () => {
    while (!isOver) await readAll();
    await readAll();
  })();
  return {
    stop: async () => {
      isOver = true;
      await loop;
      return { wrong, reads };
    },
  };
}
