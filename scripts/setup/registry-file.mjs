import { readdir, rename, stat } from "node:fs/promises";
import path from "node:path";
import { hasIntegrity } from "./integrity.mjs";
import { npm } from "./npm.mjs";
import { cacheDir } from "./paths.mjs";
import { SetupError } from "./report.mjs";
import { lastWords } from "./run.mjs";
import { withWorkFolder } from "./work-folder.mjs";

/**
 * @typedef {object} PinnedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} integrity digest of the package's archive: `sha512-<base64>`
 */

/**
 * @param {{name: string, version: string}} pinned
 * @returns {string} file name of the package's archive in the cache
 */
export function archiveName({ name, version }) {
  return `${name.replace(/^@/, "").replace("/", "-")}-${version}.tgz`;
}

/**
 * Returns a package's archive from the cache, or downloads the archive with `npm pack`.
 * Rejects an archive whose digest differs from the pinned digest.
 * @param {PinnedPackage} pinned
 * @param {object} [options]
 * @param {{en: string, ja: string}} [options.waiting] message printed regularly during the download
 * @param {() => void} [options.beforeDownload]
 * @param {string} [options.cache]
 * @param {(spec: string, folder: string) => Promise<import('./run.mjs').RunResult>} [options.pack]
 * @returns {Promise<string>} path of the archive
 */
export async function fetchPinnedPackage(pinned, options = {}) {
  const { cache = cacheDir(), pack = npmPack(options.waiting), beforeDownload } = options;
  const target = path.join(cache, archiveName(pinned));
  if (await isVerified(target, pinned.integrity)) return target;
  beforeDownload?.();
  // Downloads into the folder of the target file, so that moving the archive to its target is atomic.
  // If the download fails, no incomplete file is left behind.
  return withWorkFolder(cache, "fetch-", async (folder) => {
    const spec = `${pinned.name}@${pinned.version}`;
    const packed = await pack(spec, folder);
    const [file] = await readdir(folder);
    if (packed.code !== 0 || !file) {
      throw new SetupError(
        `Could not fetch ${spec} from the npm registry.\n${lastWords(packed)}`,
        `npm レジストリから ${spec} を取得できませんでした。`,
      );
    }
    const fetched = path.join(folder, file);
    if (!(await hasIntegrity(fetched, pinned.integrity))) {
      throw new SetupError(
        `${spec} is not the file this project knows (its checksum differs); it was thrown away.`,
        `${spec} のチェックサムが一致しないため破棄しました。`,
      );
    }
    await rename(fetched, target);
    return target;
  });
}

/** @param {{en: string, ja: string}} [waiting] */
function npmPack(waiting) {
  return (/** @type {string} */ spec, /** @type {string} */ folder) =>
    npm(
      ["pack", spec, "--pack-destination", folder, "--ignore-scripts", "--silent"],
      waiting ? { waiting } : {},
    );
}

/**
 * @param {string} file
 * @param {string} integrity
 */
async function isVerified(file, integrity) {
  const found = await stat(file).catch(() => null);
  return found !== null && (await hasIntegrity(file, integrity));
}
