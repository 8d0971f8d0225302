import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type ProcessFigures, runMeasured } from "../measure.ts";

/** A program that makes a site of a blog of its own. */
export interface Generator {
  /** With the version: `Hugo 0.131.0`. */
  readonly name: string;
  /** Folder with the posts in their own folders, as in the blog. */
  readonly blog: string;
  readonly site: string;
  /** How to build into a folder. */
  command(site: string): Command;
  /** Removes the site and everything that builds remember. */
  clean(): Promise<void>;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

/** A generator that others know, which can wait for edits. */
export interface Peer extends Generator {
  /** With many posts a build takes so long that one round has to do. */
  readonly isSlow: boolean;
  readonly watch: Command;
  /** What it prints when it has built everything and waits for the first edit. */
  readonly waiting: string;
  /** What it prints when it has noticed an edit. */
  readonly noticed: string;
  /** What it prints at the end of each further build. */
  readonly finished: string;
}

/** What a whole build took. */
export interface BuildFigures extends ProcessFigures {
  readonly files: number;
  readonly bytes: number;
}

/** Builds from nothing, in a process of its own from its start to its end. */
export async function buildFromNothing(generator: Generator): Promise<BuildFigures> {
  await generator.clean();
  return buildAgain(generator);
}

/** Builds with whatever earlier builds left. */
export async function buildAgain(generator: Generator): Promise<BuildFigures> {
  const { program, args, cwd } = generator.command(generator.site);
  const { figures } = await runMeasured(program, args, cwd);
  const [seconds, peak] = [(figures.wallMs / 1000).toFixed(2), figures.peakMiB.toFixed(0)];
  console.error(`  ${generator.name}: ${seconds} s, ${peak} MiB`);
  return { ...figures, ...(await sizeOfSite(generator.site)) };
}

/** How many files a site has, and how many bytes they hold. */
async function sizeOfSite(folder: string): Promise<{ files: number; bytes: number }> {
  const [files, bytes] = (await filesOf(folder)).reduce(
    ([count, sum], file) => [count + 1, sum + file.size],
    [0, 0],
  );
  return { files, bytes };
}

export interface SiteFile {
  /** Absolute. */
  readonly location: string;
  readonly size: number;
  readonly modified: number;
}

/** All files under a folder. */
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
