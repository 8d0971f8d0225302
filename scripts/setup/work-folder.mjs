import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

/**
 * Age in milliseconds from which a work folder counts as left behind by an interrupted run.
 * No set-up runs for so long, so the folder of a running set-up is never deleted.
 */
const ABANDONED_MS = 6 * 60 * 60 * 1000;

/**
 * Calls `use` with an empty folder inside `parent` and deletes it afterwards.
 * Deletes old folders with the same prefix, which interrupted runs left behind.
 * @template T
 * @param {string} parent
 * @param {string} prefix
 * @param {(folder: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withWorkFolder(parent, prefix, use) {
  await mkdir(parent, { recursive: true });
  await sweep(parent, prefix);
  const folder = await mkdtemp(path.join(parent, prefix));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} parent
 * @param {string} prefix
 */
async function sweep(parent, prefix) {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const folder = path.join(parent, name);
    const found = await stat(folder).catch(() => null);
    if (found && Date.now() - found.mtimeMs > ABANDONED_MS)
      await rm(folder, { recursive: true, force: true });
  }
}
