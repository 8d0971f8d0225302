import path from "node:path";
import { fileURLToPath } from "node:url";
import { runtimeDir } from "../setup/paths.mjs";

const fpm = fileURLToPath(new URL("stand-ins/fpm.mjs", import.meta.url));
/** The folder in which `writeAppImageTools` writes the stand-ins that make an AppImage. */
export const appImageTools = path.join(runtimeDir, "appimage-tools");

/**
 * @typedef {object} Plan
 * @property {string[]} targets electron-builder's names of the targets; empty for the default targets
 * @property {import("electron-builder").Configuration} config overrides electron-builder.yml
 * @property {Record<string, string>} env environment for electron-builder and its tools
 */

/**
 * Decides how to make packages with the installed Electron.
 *
 * The official build of Electron is packaged as electron-builder.yml says, with downloaded tools.
 * If the official build could not be downloaded, the tools cannot be downloaded from the same site either.
 * In this case, the fallback Electron is packaged with stand-ins for the tools (scripts/package/stand-ins/).
 * Without requested targets, the fallback is packaged as an unpacked folder and as a deb.
 * @param {object} wish
 * @param {Pick<import("../setup/electron-runtime.mjs").ElectronDist, "kind" | "path" | "version">} wish.electron
 * @param {string[]} wish.targets
 * @param {string | undefined} wish.output folder for the packages; undefined for the default folder
 * @param {boolean} wish.fast whether to compress as little as possible, for tests
 * @param {NodeJS.ProcessEnv} [env] environment variables, which take precedence over the plan's values
 * @returns {Plan}
 */
export function planPackages({ electron, targets, output, fast }, env = process.env) {
  const offline = electron.kind === "fallback";
  return {
    targets: targets.length === 0 && offline ? ["dir", "deb"] : targets,
    config: {
      ...(electron.kind !== "official" && { electronDist: electron.path, electronVersion: electron.version }),
      ...(output !== undefined && { directories: { output } }),
      ...(fast && { deb: { compression: "gz" } }),
    },
    env: {
      ...(offline && !usesOtherFpm(env) && { CUSTOM_FPM_PATH: fpm }),
      ...(offline && !env.APPIMAGE_TOOLS_PATH && { APPIMAGE_TOOLS_PATH: appImageTools }),
      ...(offline && !env.ELECTRON_BUILDER_7ZIP_PATH && { ELECTRON_BUILDER_7ZIP_PATH: "/usr/bin/7za" }),
      ...(fast && { ELECTRON_BUILDER_COMPRESSION_LEVEL: "1", DPKG_DEB_COMPRESSOR_LEVEL: "1" }),
    },
  };
}

/** @param {NodeJS.ProcessEnv} env */
function usesOtherFpm(env) {
  return Boolean(env.CUSTOM_FPM_PATH) || env.USE_SYSTEM_FPM === "true";
}
