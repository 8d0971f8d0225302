import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { extractMember } from "./archive.mjs";
import { FALLBACK_VERSION } from "./electron-fallback.mjs";
import { runtimeDir } from "./paths.mjs";
import { fetchPinnedPackage } from "./registry-file.mjs";
import { withWorkFolder } from "./work-folder.mjs";

const PACKAGE = {
  name: "electron",
  version: FALLBACK_VERSION,
  integrity:
    "sha512-SG/nmSsK9Qg1p6wAW+ZfqU+AV8cmXMTIklUL18NnOKfZLlum4ZsDoVdmmmlL39ZmeCaq27dr7CgslRPahfoVJg==",
};

const typesDir = path.join(runtimeDir, "electron-33-types");
const stampFile = path.join(typesDir, ".integrity");

/** Electron 33's type declarations. With these, a second type check finds calls that Electron 33 lacks. */
export const electron33Types = path.join(typesDir, "electron.d.ts");

/** @returns {Promise<boolean>} */
export async function electron33TypesReady() {
  const stamp = await readFile(stampFile, "utf8").catch(() => "");
  return stamp === PACKAGE.integrity && (await stat(electron33Types).catch(() => null)) !== null;
}

/** Downloads the type declarations of Electron 33 if they are missing. */
export async function ensureElectron33Types() {
  if (await electron33TypesReady()) return;
  const archive = await fetchPinnedPackage(PACKAGE);
  await mkdir(typesDir, { recursive: true });
  await withWorkFolder(runtimeDir, "making-", async (work) => {
    const fresh = path.join(work, "electron.d.ts");
    await extractMember(archive, "package/electron.d.ts", fresh);
    await rename(fresh, electron33Types);
    await writeFile(stampFile, PACKAGE.integrity);
  });
}
