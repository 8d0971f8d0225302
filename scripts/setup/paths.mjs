import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Things fetched or made for this checkout alone; ignored by git and safe to delete. */
export const runtimeDir = path.join(projectRoot, ".runtime");

/**
 * Where downloads are kept for every checkout on this machine.
 * @param {Record<string, string | undefined>} [env]
 * @param {string} [home]
 * @returns {string}
 */
export function cacheDir(env = process.env, home = os.homedir()) {
  if (env.HITOFUDE_CACHE) return path.resolve(env.HITOFUDE_CACHE);
  // The XDG specification says that a relative path is to be ignored.
  const base =
    env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)
      ? env.XDG_CACHE_HOME
      : path.join(home, ".cache");
  return path.join(base, "hitofude");
}
