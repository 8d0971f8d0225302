import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = fileURLToPath(new URL("../../", import.meta.url));

/** Folder of the packages under test; separate from the developer's `dist/`. */
export const packagesFolder = join(projectRoot, ".runtime", "package");

/** Paths in an unpacked program, as electron-builder lays it out on this system. */
export interface ProgramPaths {
  readonly executable: string;
  readonly resources: string;
  /** Target of `hitofude` on the PATH. */
  readonly command: string;
}

/** Returns the paths in the folder of a program; on macOS that is the application itself. */
export function programIn(folder: string): ProgramPaths {
  if (process.platform === "darwin") {
    const resources = join(folder, "Contents", "Resources");
    const executable = join(folder, "Contents", "MacOS", "Hitofude");
    return { executable, resources, command: join(resources, "bin", "hitofude") };
  }
  const [executable, command] =
    process.platform === "win32" ? ["Hitofude.exe", "hitofude.cmd"] : ["hitofude", "hitofude"];
  return {
    executable: join(folder, executable),
    resources: join(folder, "resources"),
    command: join(folder, "bin", command),
  };
}

const arch = process.arch === "x64" ? "" : `-${process.arch}`;
const unpackedNames: Partial<Record<NodeJS.Platform, string>> = {
  darwin: `mac${arch}/Hitofude.app`,
  win32: `win${arch}-unpacked`,
};

/** Folder of the unpacked program, with electron-builder's name for it. */
export const unpackedFolder = join(
  packagesFolder,
  unpackedNames[process.platform] ?? `linux${arch}-unpacked`,
);
export const unpacked = programIn(unpackedFolder);
export const asarFile = join(unpacked.resources, "app.asar");

export const linuxKinds = ["deb", "rpm", "tar.gz", "AppImage"] as const;
export type LinuxKind = (typeof linuxKinds)[number];

/** Returns a package under test by the end of its name. */
export function packageFile(kind: LinuxKind): string {
  const name = existsSync(packagesFolder)
    ? readdirSync(packagesFolder).find((entry) => entry.endsWith(`.${kind}`))
    : undefined;
  if (name === undefined) throw new Error(`No ${kind} in ${packagesFolder}`);
  return join(packagesFolder, name);
}
