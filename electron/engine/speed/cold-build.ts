import { existsSync, opendirSync } from "node:fs";
import { join } from "node:path";
import { manyTexts } from "#engine/site/articles/texts-ahead.ts";
import { cacheFolderOf } from "#engine/state/state-path.ts";

const builders = new Set(["build", "publish", "check"]);

/**
 * Whether the arguments seem to start a build of a large blog without a cache.
 * Such a build starts the render thread early. Otherwise, 1,000 posts take 10 % longer (decision 0037).
 */
export function isColdBuild([command = "", ...rest]: readonly string[], stateRoot: string): boolean {
  return builders.has(command) && rest.some((word) => isUnknownBlog(word, stateRoot));
}

function isUnknownBlog(folder: string, stateRoot: string): boolean {
  if (existsSync(join(cacheFolderOf(stateRoot, folder), "articles"))) return false;
  return filesIn(join(folder, "posts"), manyTexts) >= manyTexts;
}

/** Counts the files in a folder and its subfolders, up to `limit`. */
function filesIn(folder: string, limit: number): number {
  if (!existsSync(folder)) return 0;
  let count = 0;
  const found = opendirSync(folder);
  try {
    for (let entry = found.readSync(); entry && count < limit; entry = found.readSync()) {
      count += entry.isDirectory() ? filesIn(join(folder, entry.name), limit - count) : 1;
    }
  } finally {
    found.closeSync();
  }
  return count;
}
