// Opens the program: `npm start [-- arguments]`. Sets up and builds first, as far as needed.
import path from "node:path";
import { ensureBuild } from "./setup/build.mjs";
import { onSignals, startChild } from "./setup/child.mjs";
import { describeElectron, electronEnvironment } from "./setup/electron-runtime.mjs";
import { isHeadless, sandboxFacts, sandboxObstacle } from "./setup/machine.mjs";
import { projectRoot } from "./setup/paths.mjs";
import { runScript, say } from "./setup/report.mjs";
import { setUpForDesktop, setUpForShell } from "./setup/set-up.mjs";
import { toolNode } from "./setup/tool-node.mjs";

await runScript(async () => {
  const passedOn = process.argv.slice(2);
  return isHeadless() ? startInShell(passedOn) : startOnDesktop(passedOn);
});

/**
 * Without a display the engine does the program's main job by itself.
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
  await ensureBuild();
  const obstacle = sandboxObstacle(sandboxFacts(electron.path));
  sayHowItRuns(electron, obstacle);
  const switches = obstacle ? ["--no-sandbox"] : [];
  // Whoever looks at the program for the first time sees a blog in it
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
  if (obstacle === "root") {
    say("  without Chromium's sandbox: you are root", "  root なので Chromium のサンドボックスは使いません");
  }
  if (obstacle === "no-namespaces") {
    const helper = path.join(electron.path, "chrome-sandbox");
    const fix = `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`;
    say(
      `  without Chromium's sandbox: this system forbids user namespaces. To have it: ${fix}`,
      `  この環境ではユーザー名前空間が禁止されているため Chromium のサンドボックスは使いません。使うには: ${fix}`,
    );
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
async function runToEnd(command, args, env) {
  // Paths among the arguments are meant from where the person called npm.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const child = startChild(command, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
  // Told alone, the program ends its own processes in order, and loses nothing.
  const stopListening = onSignals((signal) => child.process.kill(signal));
  const code = await child.done;
  stopListening();
  return code;
}
