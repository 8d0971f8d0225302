import { rm } from "node:fs/promises";
import path from "node:path";
import { Arch } from "electron-builder";
import { addNode } from "./windows/node.mjs";

/**
 * Finishes an unpacked program. electron-builder calls this before it sets the fuses.
 * Removes files of Electron that a release must not contain.
 * electron-builder removes these files only from an Electron that electron-builder has downloaded.
 * Adds the Node that runs the shell on Windows.
 * @param {import("electron-builder").AfterPackContext} context
 */
export default async function afterPack({ appOutDir, packager, electronPlatformName, arch }) {
  const resources = packager.getResourcesDir(appOutDir);
  const leftovers = [
    path.join(appOutDir, "version"),
    // The stamp of the fallback Electron (see scripts/setup/electron-fallback.mjs).
    path.join(appOutDir, ".hitofude-recipe"),
    path.join(resources, "default_app.asar"),
  ];
  for (const file of leftovers) await rm(file, { force: true });
  if (electronPlatformName === "win32") await addNode(path.join(resources, "shell"), Arch[arch]);
}
