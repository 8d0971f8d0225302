import { existsSync, mkdirSync } from "node:fs";
import { normalize } from "node:path";
import { app, protocol } from "electron";
import { sessionFolderOf } from "#contract/state-root.ts";
import { serveApp } from "./security/app-protocol.ts";
import { drawWithoutCard } from "./graphics.ts";
import { guardEverything } from "./security/guards.ts";
import { readLaunch, readLooseFiles, wantsSample } from "./launch.ts";
import { OpenedFiles } from "./files/opened-files.ts";
import { builtPaths, thisComputer } from "./paths.ts";
import { Program } from "./program.ts";
import { readShell, runShell } from "./shell.ts";

// On Windows, a separate Node runs the command line program, which is therefore not in Electron's archive.
const hasShell = app.isPackaged && existsSync(builtPaths.shell);
const shell = readShell(process.argv, process.cwd(), hasShell);
if (shell !== null) await runShell(shell, builtPaths.shell);

/** Starts Electron's main process. Sets everything that must be set before Electron is ready. */
app.setName("Hitofude");
keepSessionLocal();
// The installer's shortcut has the same id (electron-builder.yml), so the taskbar groups it with the windows.
app.setAppUserModelId("io.github.hitofude.hitofude");
const scheme = { standard: true, secure: true, codeCache: true, supportFetchAPI: true };
protocol.registerSchemesAsPrivileged([
  { scheme: "app", privileges: scheme },
  { scheme: "site", privileges: scheme },
]);

// Root needs `--no-sandbox`, because Chromium's network service would crash in the sandbox.
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();

drawWithoutCard(app.commandLine);

if (app.requestSingleInstanceLock()) run();
else app.quit();

/**
 * Moves Chromium's caches out of Windows' roaming profile.
 * If the move fails, the caches stay where Electron puts them.
 */
function keepSessionLocal(): void {
  const folder = sessionFolderOf(thisComputer());
  if (folder === null || app.commandLine.hasSwitch("user-data-dir")) return;
  try {
    mkdirSync(folder, { recursive: true });
    app.setPath("sessionData", normalize(folder));
  } catch (error) {
    console.error(error);
  }
}

function run(): void {
  // Listens early, because macOS may report opened files before Electron is ready.
  const opened = new OpenedFiles();
  app.on("open-file", (event, path) => {
    event.preventDefault();
    opened.add(path);
  });
  const starting = app.whenReady().then(() => {
    guardEverything();
    serveApp();
    const program = new Program();
    const first = opened.takeFirst();
    const place = first.place ?? readLaunch(process.argv, process.cwd(), app.isPackaged);
    const named = readLooseFiles(process.argv, process.cwd(), app.isPackaged);
    const loose = place ? [] : first.loose === null ? named : [first.loose];
    program.start(place, { withSample: wantsSample(process.argv), loose });
    opened.start(program);
    return program;
  });
  starting.catch((error: unknown) => {
    console.error(error);
    app.exit(1);
  });
  const whenStarted = (act: (program: Program) => void): void => {
    starting.then(act).catch((error: unknown) => console.error(error));
  };

  app.on("second-instance", (_event, argv, workingFolder) => {
    whenStarted((program) => {
      const place = readLaunch(argv, workingFolder, app.isPackaged);
      const loose = readLooseFiles(argv, workingFolder, app.isPackaged);
      if (place) program.openBlog(place);
      else for (const path of loose) program.openLooseFile(path);
      if (!place && loose.length === 0) program.comeToFront();
    });
  });
  app.on("activate", () => whenStarted((program) => program.comeToFront()));
  app.on("before-quit", () => whenStarted((program) => program.quit()));
  app.on("window-all-closed", () => {
    whenStarted((program) => {
      if (program.endsWithLastWindow()) app.quit();
    });
  });
}
