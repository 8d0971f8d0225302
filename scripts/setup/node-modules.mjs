import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { npm } from "./npm.mjs";
import { projectRoot } from "./paths.mjs";
import { elapsed, SetupError, say } from "./report.mjs";
import { lastWords } from "./run.mjs";

const lockFile = path.join(projectRoot, "package-lock.json");
const modulesDir = path.join(projectRoot, "node_modules");
const stampFile = path.join(modulesDir, ".hitofude-lock");
/** npm's record of the packages that npm has installed. */
const installedFile = path.join(modulesDir, ".package-lock.json");

/**
 * @param {string | Buffer} lock content of package-lock.json
 * @returns {string}
 */
export function lockStamp(lock) {
  return createHash("sha256").update(lock).digest("hex");
}

/**
 * @typedef {Record<string, {version?: string, integrity?: string, optional?: boolean, devOptional?: boolean}>} LockedPackages
 */

/**
 * Whether the packages in npm's record are the packages of the lock file.
 * Optional packages may be missing, because some of them are for other systems.
 * @param {LockedPackages} locked `packages` of package-lock.json
 * @param {LockedPackages} installed `packages` of node_modules/.package-lock.json
 * @returns {boolean}
 */
function installedMatchesLock(locked, installed) {
  const same = (/** @type {string} */ name) =>
    locked[name]?.version === installed[name]?.version &&
    locked[name]?.integrity === installed[name]?.integrity;
  const nothingElse = Object.keys(installed).every((name) => name in locked && same(name));
  const nothingMissing = Object.entries(locked).every(
    ([name, entry]) => name === "" || name in installed || entry.optional || entry.devOptional,
  );
  return nothingElse && nothingMissing;
}

/**
 * @param {object} found
 * @param {string} found.lock content of package-lock.json
 * @param {string | undefined} found.stamp the stamp that the last set-up wrote
 * @param {string | undefined} found.installed npm's record; undefined if there are no node modules
 * @returns {'ready' | 'adopt' | 'missing' | 'outdated'} `adopt`: correct, but the user ran npm by hand
 */
export function nodeModulesState({ lock, stamp, installed }) {
  if (installed === undefined) return "missing";
  if (stamp === lockStamp(lock)) return "ready";
  return installedMatchesLock(JSON.parse(lock).packages, JSON.parse(installed).packages)
    ? "adopt"
    : "outdated";
}

/** Runs `npm ci` when the node modules are missing or belong to another package-lock.json. */
export async function ensureNodeModules() {
  const lock = readFileSync(lockFile, "utf8");
  const state = nodeModulesState({ lock, stamp: read(stampFile)?.trim(), installed: read(installedFile) });
  if (state === "ready" || state === "adopt") {
    if (state === "adopt") writeFileSync(stampFile, `${lockStamp(lock)}\n`);
    say("Node modules: up to date", "Node モジュール: 最新です");
    return;
  }
  const started = Date.now();
  if (state === "missing")
    say("Node modules: installing (npm ci)", "Node モジュール: インストールします (npm ci)");
  else
    say(
      "Node modules: package-lock.json has changed, installing anew (npm ci)",
      "Node モジュール: package-lock.json が変わったので入れ直します (npm ci)",
    );
  // Install scripts are skipped, because no package needs them and some of them need a compiler.
  const result = await npm(
    ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"],
    {
      waiting: { en: "still installing", ja: "インストール中" },
    },
  );
  if (result.code !== 0) {
    throw new SetupError(
      `Node modules: npm ci failed.\n${lastWords(result)}`,
      "Node モジュール: npm ci が失敗しました。",
    );
  }
  writeFileSync(stampFile, `${lockStamp(lock)}\n`);
  say(
    `Node modules: installed (${elapsed(started)})`,
    `Node モジュール: インストールしました (${elapsed(started)})`,
  );
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
