import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Folder for files that only this checkout needs. Git ignores the folder, and it can be deleted safely. */
export const runtimeDir = path.join(projectRoot, ".runtime");

/**
 * Returns the folder of downloads, shared by all checkouts on this machine.
 * @param {Record<string, string | undefined>} [env]
 * @param {string} [home]
 * @returns {string}
 */
export function cacheDir(env = process.env, home = os.homedir()) {
  if (env.HITOFUDE_CACHE) return path.resolve(env.HITOFUDE_CACHE);
  // The XDG specification says that programs must ignore relative paths.
  const base =
    env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)
      ? env.XDG_CACHE_HOME
      : path.join(home, ".cache");
  return path.join(base, "hitofude");
}
