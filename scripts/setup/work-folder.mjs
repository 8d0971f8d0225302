import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

/** Longer than any set-up takes, so that the folder of one still running is not swept away. */
const ABANDONED_MS = 6 * 60 * 60 * 1000;

/**
 * Gives `use` an empty folder inside `parent` and takes it away afterwards. What an interrupted run left behind
 * under the same prefix is removed once it is old.
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
