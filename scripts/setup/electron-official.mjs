import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./paths.mjs";
import { lastWords, run } from "./run.mjs";
import { toolNode } from "./tool-node.mjs";

const packageDir = path.join(projectRoot, "node_modules", "electron");
const watchModule = new URL("./electron-download-watch.mjs", import.meta.url);

/** The folder in which Electron's install script unpacks the official build. */
export const officialDir = path.join(packageDir, "dist");

/** @returns {string} the version of Electron in package-lock.json */
export function wantedElectronVersion() {
  return JSON.parse(readFileSync(path.join(packageDir, "package.json"), "utf8")).version;
}

/**
 * @returns {string | undefined} path of the executable; undefined if the official build is not complete
 */
export function officialExecutable() {
  try {
    // The install script writes path.txt last.
    const executable = path.join(officialDir, readFileSync(path.join(packageDir, "path.txt"), "utf8"));
    const version = readFileSync(path.join(officialDir, "version"), "utf8").trim().replace(/^v/, "");
    return version === wantedElectronVersion() && statSync(executable).isFile() ? executable : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Downloads and unpacks the official build with Electron's own install script.
 * @returns {Promise<string | undefined>} the reason of a failure; undefined after a success
 */
export async function downloadOfficial() {
  const { ELECTRON_OVERRIDE_DIST_PATH: _, ...rest } = process.env;
  const env = { ...rest, ELECTRON_GET_NO_PROGRESS: "1", NODE_USE_ENV_PROXY: "1" };
  const args = ["--import", watchModule.href, path.join(packageDir, "install.js")];
  const result = await run(toolNode(), args, { env, show: "stdout" });
  if (officialExecutable()) return undefined;
  const [firstLine = ""] = lastWords(result).split("\n");
  return firstLine.replace(/^\w*Error: /, "") || `the install script ended with ${result.code}`;
}
