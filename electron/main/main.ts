import { app, protocol } from "electron";
import { serveApp } from "./app-protocol.ts";
import { guardEverything } from "./guards.ts";
import { blogFolderOf, readLaunch } from "./launch.ts";
import { Program } from "./program.ts";

/**
 * The composition root of Electron's main process. What must be said before Electron is ready stands here: the schemes,
 * the sandbox, and that there is one program for each user folder.
 */
app.setName("Hitofude");
const scheme = { standard: true, secure: true, codeCache: true, supportFetchAPI: true };
protocol.registerSchemesAsPrivileged([
  { scheme: "app", privileges: scheme },
  { scheme: "site", privileges: scheme },
]);

// As root, Chromium runs only without its sandbox, and enabling it all the same makes the network service crash in a loop.
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();

if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  const program = app.whenReady().then(() => {
    guardEverything();
    serveApp();
    const started = new Program();
    started.start(readLaunch(process.argv, process.cwd(), app.isPackaged).folder);
    return started;
  });
  program.catch((error: unknown) => {
    console.error(error);
    app.exit(1);
  });
  app.on("second-instance", (_event, argv, workingFolder) => {
    void program.then((running) => {
      const { folder } = readLaunch(argv, workingFolder, app.isPackaged);
      if (folder === null) running.reopen();
      else running.openBlog(folder);
    });
  });
  // macOS names files by an event instead of the command line.
  app.on("open-file", (event, path) => {
    event.preventDefault();
    const folder = blogFolderOf(path);
    if (folder !== null) void program.then((running) => running.openBlog(folder));
  });
  app.on("activate", () => void program.then((running) => running.reopen()));
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
}
