import { ensureSystemPackages } from "./debian-packages.mjs";
import { ensureElectron } from "./electron-runtime.mjs";
import { electron33TypesReady, ensureElectron33Types } from "./electron-types.mjs";
import { ensureFtpServers } from "./ftp-servers.mjs";
import { ensureNodeModules } from "./node-modules.mjs";
import { elapsed, say } from "./report.mjs";
import { toolNode } from "./tool-node.mjs";

/**
 * Installs only the node modules, which are enough to run the shell.
 * @returns {Promise<void>}
 */
export async function setUpForShell() {
  await ensureNodeModules();
  toolNode();
}

/**
 * Installs everything that is needed to open the program.
 * @returns {Promise<import('./electron-runtime.mjs').ElectronDist>}
 */
export async function setUpForDesktop() {
  await setUpForShell();
  await ensureSystemPackages(["run"]);
  return ensureElectron();
}

/**
 * Installs everything that the whole test run and the development need.
 * @param {{retryOfficial?: boolean}} [options]
 * @returns {Promise<import('./electron-runtime.mjs').ElectronDist>}
 */
export async function setUpForTests(options = {}) {
  await setUpForShell();
  await ensureSystemPackages(["run", "test"]);
  await ensureFtpServers();
  const dist = await ensureElectron(options);
  await setUpSecondTypes();
  return dist;
}

async function setUpSecondTypes() {
  if (await electron33TypesReady()) {
    say("Electron 33's declarations: there", "Electron 33 の型定義: あります");
    return;
  }
  const started = Date.now();
  await ensureElectron33Types();
  say(
    `Electron 33's declarations: fetched (${elapsed(started)})`,
    `Electron 33 の型定義: 取得しました (${elapsed(started)})`,
  );
}
