import { rm } from "node:fs/promises";
import path from "node:path";

/**
 * Removes files of an unpacked Electron that a release must not contain; called by electron-builder before it
 * sets the fuses. It does the same itself for an Electron that it downloaded, but not for one that it was
 * given.
 * @param {import("electron-builder").AfterPackContext} context
 */
export default async function afterPack({ appOutDir, packager }) {
  const leftovers = [
    path.join(appOutDir, "version"),
    // The stamp of the fallback Electron, see scripts/setup/electron-fallback.mjs.
    path.join(appOutDir, ".hitofude-recipe"),
    path.join(packager.getResourcesDir(appOutDir), "default_app.asar"),
  ];
  for (const file of leftovers) await rm(file, { force: true });
}
