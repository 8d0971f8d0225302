import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./measure.ts";

/** A program from npm that a benchmark runs. It is installed separately from the project's own packages. */
export interface InstalledPeer {
  /** Absolute path of the folder that contains its `node_modules`. */
  readonly folder: string;
  readonly version: string;
}

/**
 * Installs the packages of `peers/<name>/package-lock.json` below `.runtime/`, unless they are installed.
 * Rejects if the installation fails.
 */
export async function installPeer(name: string, mainPackage: string): Promise<InstalledPeer> {
  const source = fileURLToPath(new URL(`peers/${name}`, import.meta.url));
  const folder = fileURLToPath(new URL(`../../.runtime/benchmarks/${name}`, import.meta.url));
  const version = (): Promise<string> => installedVersion(folder, mainPackage);
  const lock = (of: string): Promise<string> => readFile(join(of, "package-lock.json"), "utf8");
  const there = await lock(folder).catch(() => "");
  if (there === (await lock(source)) && (await version().catch(() => ""))) {
    return { folder, version: await version() };
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(source, "package.json"), join(folder, "package.json"));
  await cp(join(source, "package-lock.json"), join(folder, "package-lock.json"));
  // With `--prefix`, npm fails if a symbolic link is part of the path.
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
  return { folder, version: await version() };
}

async function installedVersion(folder: string, mainPackage: string): Promise<string> {
  const path = join(folder, "node_modules", mainPackage, "package.json");
  return JSON.parse(await readFile(path, "utf8")).version;
}
