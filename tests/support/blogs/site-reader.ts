import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type SiteFiles, treeOf } from "../publish/built-site.ts";

/** Reads a site over and over while it changes, as readers do. */
export interface SiteReader {
  /** Ends the reading; what was seen that no reader should see, and how many files were read. */
  stop(): Promise<{ readonly wrong: string[]; readonly reads: number }>;
}

/** Each file must at every moment be that of the old or of the new site; what both have must never be missing. */
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
