// Opens the program: `npm start [-- arguments]`. First sets up and builds what is missing.
import path from "node:path";
import { ensureBuild } from "./setup/build.mjs";
import { onSignals, startChild } from "./setup/child.mjs";
import { describeElectron, electronEnvironment, sayIfFallback } from "./setup/electron-runtime.mjs";
import { isHeadless, mayGoUnsandboxed, sandboxFacts, sandboxObstacle } from "./setup/machine.mjs";
import { projectRoot } from "./setup/paths.mjs";
import { runScript, SetupError, say } from "./setup/report.mjs";
import { setUpForDesktop, setUpForShell } from "./setup/set-up.mjs";
import { toolNode } from "./setup/tool-node.mjs";

await runScript(async () => {
  const passedOn = process.argv.slice(2);
  return isHeadless() ? startInShell(passedOn) : startOnDesktop(passedOn);
});

/**
 * Without a display, the shell builds the sample blog and publishes it to the practice site.
 * @param {string[]} passedOn
 */
async function startInShell(passedOn) {
  say(
    "No display here: building the sample blog and publishing it to the practice site in the shell instead",
    "画面がないので、シェルでサンプルブログを生成し、練習用サイトに公開します",
  );
  await setUpForShell();
  await ensureBuild();
  return runToEnd(
    toolNode(),
    [path.join(projectRoot, "out", "cli", "hitofude.js"), "demo", ...passedOn],
    process.env,
  );
}

/** @param {string[]} passedOn */
async function startOnDesktop(passedOn) {
  const electron = await setUpForDesktop();
  const obstacle = sandboxObstacle(sandboxFacts(electron.path));
  if (obstacle && !mayGoUnsandboxed(obstacle)) throw unsandboxedError(obstacle, electron.path);
  await ensureBuild();
  sayHowItRuns(electron, obstacle);
  const switches = obstacle ? ["--no-sandbox"] : [];
  // New users see the sample blog
  const given = passedOn.length > 0 ? passedOn : ["--sample"];
  return runToEnd(electron.executable, [...switches, projectRoot, ...given], electronEnvironment(electron));
}

/**
 * @param {import("./setup/electron-runtime.mjs").ElectronDist} electron
 * @param {ReturnType<typeof sandboxObstacle>} obstacle
 */
function sayHowItRuns(electron, obstacle) {
  const name = describeElectron(electron);
  say(`Opening Hitofude with Electron ${name}`, `Electron ${name} で Hitofude を開きます`);
  sayIfFallback(electron);
  if (obstacle) {
    say(
      "  without Chromium's sandbox: open only blogs of your own",
      "  Chromium のサンドボックスを使いません。自分のブログだけを開いてください",
    );
  }
}

/**
 * @param {'root' | 'no-namespaces'} obstacle
 * @param {string} folder folder of Electron
 */
function unsandboxedError(obstacle, folder) {
  if (obstacle === "root") {
    return new SetupError(
      "Chromium's sandbox does not work for root, and without it a hostile page could take over this computer. Please start as an ordinary user, or accept that with HITOFUDE_NO_SANDBOX=1 npm start.",
      "root では Chromium のサンドボックスが働かず、悪意のあるページにこのコンピューターを乗っ取られるおそれがあります。普通の利用者として起動するか、承知のうえで HITOFUDE_NO_SANDBOX=1 npm start としてください。",
    );
  }
  const helper = path.join(folder, "chrome-sandbox");
  const fix = `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`;
  return new SetupError(
    `This system forbids user namespaces, so Chromium's sandbox does not work. To have it: ${fix}\nTo go without, which is not safe: HITOFUDE_NO_SANDBOX=1 npm start`,
    `この環境ではユーザー名前空間が禁止されているため、Chromium のサンドボックスが働きません。使えるようにするには: ${fix}\n使わずに起動するには（安全ではありません）: HITOFUDE_NO_SANDBOX=1 npm start`,
  );
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
async function runToEnd(command, args, env) {
  // Paths in the arguments are relative to the folder in which the user called npm.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const child = startChild(command, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
  // The signal goes only to the program's main process, which ends all other processes without losing text.
  const stopListening = onSignals((signal) => child.process.kill(signal));
  const code = await child.done;
  stopListening();
  return code;
}
