// Opens the program named on Electron's command line: `electron [switches] [-r module] <folder or file>
// [arguments]`. Packed as default_app.asar into the fallback runtime, which lacks one.
import fs from "node:fs";
import Module, { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { app } from "electron";

const { target, preload } = readCommandLine(process.argv.slice(1));

if (process.argv.includes("--version") && !target) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (!target) {
  console.error("Usage: electron [switches] <folder with package.json, or a script> [arguments]");
  process.exit(2);
}
if (preload.length > 0) Module._preloadModules(preload);
await open(path.resolve(target));

/** The first argument that is not a switch is the program; `-r` has a module as its next argument. */
function readCommandLine(args) {
  const preload = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === "-r" || arg === "--require") {
      i += 1;
      if (args[i]) preload.push(args[i]);
    } else if (!arg.startsWith("-")) {
      return { target: arg, preload };
    }
  }
  return { target: undefined, preload };
}

async function open(place) {
  Object.defineProperty(process, "defaultApp", { configurable: false, enumerable: true, value: true });
  const manifestFile = path.join(place, "package.json");
  const isFolder = fs.existsSync(manifestFile);
  if (isFolder) applyManifest(JSON.parse(fs.readFileSync(manifestFile, "utf8")));
  let main;
  try {
    main = createRequire(manifestFile).resolve(place);
  } catch (error) {
    console.error(`Cannot find a program at ${place}: ${error.message}`);
    process.exit(1);
  }
  app.setAppPath(isFolder ? place : path.dirname(main));
  try {
    await import(pathToFileURL(main).href);
  } catch (error) {
    console.error("The program could not be loaded:", error);
    process.exit(1);
  }
}

function applyManifest(manifest) {
  if (manifest.version) app.setVersion(manifest.version);
  const name = manifest.productName ?? manifest.name;
  if (name) app.setName(name);
  if (manifest.desktopName && process.platform === "linux") app.setDesktopName(manifest.desktopName);
}
