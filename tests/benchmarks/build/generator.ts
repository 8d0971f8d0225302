import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type ProcessFigures, runMeasured } from "../measure.ts";

/** A program that builds a site from a blog. Each generator has a separate blog. */
export interface Generator {
  /** Name with version: `Hugo 0.131.0`. */
  readonly name: string;
  /** Folder that contains the posts in subfolders, in the same structure as the blog. */
  readonly blog: string;
  readonly site: string;
  /** Returns the command that builds into a folder. */
  command(site: string): Command;
  /** Removes the site and the caches of all builds. */
  clean(): Promise<void>;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

/** A well-known generator that can watch its posts for edits. */
export interface Peer extends Generator {
  /** Whether a build with many posts is so slow that the benchmark measures only one round. */
  readonly isSlow: boolean;
  readonly watch: Command;
  /** Text that the generator prints when it has built everything and waits for the first edit. */
  readonly waiting: string;
  /** Text that the generator prints when it has noticed an edit. */
  readonly noticed: string;
  /** Text that the generator prints at the end of each further build. */
  readonly finished: string;
}

/** Figures of a complete build. */
export interface BuildFigures extends ProcessFigures {
  readonly files: number;
  readonly bytes: number;
}

/** Builds without caches in a new process, and measures the whole process. */
export async function buildFromNothing(generator: Generator): Promise<BuildFigures> {
  await generator.clean();
  return buildAgain(generator);
}

/** Builds with the caches of earlier builds. */
export async function buildAgain(generator: Generator): Promise<BuildFigures> {
  const { program, args, cwd } = generator.command(generator.site);
  const { figures } = await runMeasured(program, args, cwd);
  const [seconds, peak] = [(figures.wallMs / 1000).toFixed(2), figures.peakMiB.toFixed(0)];
  console.error(`  ${generator.name}: ${seconds} s, ${peak} MiB`);
  return { ...figures, ...(await sizeOfSite(generator.site)) };
}

/** Returns the number of a site's files and their total size in bytes. */
async function sizeOfSite(folder: string): Promise<{ files: number; bytes: number }> {
  const [files, bytes] = (await filesOf(folder)).reduce(
    ([count, sum], file) => [count + 1, sum + file.size],
    [0, 0],
  );
  return { files, bytes };
}

export interface SiteFile {
  /** Absolute path. */
  readonly location: string;
  readonly size: number;
  readonly modified: number;
}

/** Returns all files below a folder. */
export async function filesOf(folder: string): Promise<SiteFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: SiteFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const location = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = await stat(location);
    files.push({ location, size, modified: mtimeMs });
  }
  return files;
}
