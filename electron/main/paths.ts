import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { app } from "electron";
import type { Computer } from "#contract/state-root.ts";
import { blogsFolder } from "./files/new-blog-folder.ts";

const out = fileURLToPath(new URL("..", import.meta.url));

/** Paths of the built parts of the program, in the package and in a clone of the repository. */
export const builtPaths = {
  engine: join(out, "engine", "engine.js"),
  preload: join(out, "preload", "preload.cjs"),
  renderer: join(out, "renderer"),
  shell: join(out, "cli", "hitofude.js"),
  previewScript: join(out, "preview-page", "preview-page.js"),
};

/** Returns the properties of this computer that determine where the program keeps its data. */
export function thisComputer(): Computer {
  return { platform: process.platform, env: process.env, home: homedir() };
}

/** Returns the folder with themes, sample blogs and icons: plain files, so that authors can read them. */
export function resourcesFolder(): string {
  return app.isPackaged ? join(process.resourcesPath, "resources") : join(app.getAppPath(), "resources");
}

/** Returns the path of a file in the folder with the program's own data. */
export function inUserData(name: string): string {
  return join(app.getPath("userData"), name);
}

/** Returns the folder in which new blogs are made. */
export function newBlogsFolder(): string {
  return blogsFolder(thisComputer(), app.getPath("documents"));
}
