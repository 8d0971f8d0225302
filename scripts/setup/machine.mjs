import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/**
 * @param {string} [platform]
 * @param {Record<string, string | undefined>} [env]
 * @returns {boolean} whether this computer has no display, so that windows cannot be opened
 */
export function isHeadless(platform = process.platform, env = process.env) {
  return platform === "linux" && !env.DISPLAY && !env.WAYLAND_DISPLAY;
}

/**
 * @typedef {object} SandboxFacts
 * @property {string} platform
 * @property {boolean} isRoot
 * @property {boolean} userNamespaces whether ordinary users may create user namespaces
 * @property {boolean} helper whether Electron's set-uid helper is installed and usable
 */

/**
 * Returns why Chromium's sandbox cannot work. Electron then starts only if a switch disables the sandbox.
 * @param {SandboxFacts} facts
 * @returns {'root' | 'no-namespaces' | undefined} undefined if the sandbox works
 */
export function sandboxObstacle({ platform, isRoot, userNamespaces, helper }) {
  if (platform !== "linux") return undefined;
  if (isRoot) return "root";
  return userNamespaces || helper ? undefined : "no-namespaces";
}

/**
 * Whether the program may start without Chromium's sandbox.
 * True with `HITOFUDE_NO_SANDBOX=1`, and for root in CI, where containers have no other user.
 * Without the sandbox, a vulnerability in Chromium is enough to take over the user's account.
 * @param {'root' | 'no-namespaces'} obstacle
 * @param {Record<string, string | undefined>} [env]
 * @returns {boolean}
 */
export function mayGoUnsandboxed(obstacle, env = process.env) {
  const isCi = Boolean(env.CI) && env.CI !== "false" && env.CI !== "0";
  return env.HITOFUDE_NO_SANDBOX === "1" || (obstacle === "root" && isCi);
}

/**
 * @param {string} electronFolder
 * @returns {SandboxFacts}
 */
export function sandboxFacts(electronFolder) {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    userNamespaces: userNamespacesAllowed(readKernelSetting),
    helper: isSetUidRoot(path.join(electronFolder, "chrome-sandbox")),
  };
}

/**
 * @param {(name: string) => string | undefined} read reads a kernel setting; undefined if it is missing
 * @returns {boolean}
 */
export function userNamespacesAllowed(read) {
  return (
    read("kernel/apparmor_restrict_unprivileged_userns") !== "1" && // Ubuntu 24.04
    read("kernel/unprivileged_userns_clone") !== "0" && // Debian
    read("user/max_user_namespaces") !== "0"
  );
}

/** @param {string} name */
function readKernelSetting(name) {
  const file = path.join("/proc/sys", name);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

/** @param {string} file */
function isSetUidRoot(file) {
  if (!existsSync(file)) return false;
  const { mode, uid } = statSync(file);
  return uid === 0 && (mode & 0o4000) !== 0;
}
