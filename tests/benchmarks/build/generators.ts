import { existsSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ProcessFigures, run, runMeasured } from "../measure.ts";

/** The peer's command: Debian's package `hugo`. */
export const hugoProgram = "hugo";

/** One blog, and where each generator puts its site. */
export interface Workplace {
  readonly blog: string;
  readonly ours: string;
  readonly hugo: string;
}

/** The program that is installed with Hitofude, not its sources: those must be stripped of their types at each start. */
const program = fileURLToPath(new URL("../../../out/cli/hitofude.js", import.meta.url));
const hugoSite = fileURLToPath(new URL("../peers/hugo", import.meta.url));

/** Rejects when something is missing that must be installed or built first. */
export async function checkGenerators(): Promise<{ readonly hugo: string }> {
  if (!existsSync(program)) throw new Error("build the program first: npm run build");
  const version = await run(hugoProgram, ["version"]).catch(() => {
    throw new Error("install the peers first: apt-get install hugo time");
  });
  return { hugo: `Hugo ${/v([\d.]+)/.exec(version)?.[1] ?? ""}` };
}

/** A shell build of ours into a folder as it is. */
export async function buildOurs({ blog, ours }: Workplace): Promise<ProcessFigures> {
  return (await runMeasured(process.execPath, [program, "build", blog, "--out", ours])).figures;
}

/** The same from nothing. */
export async function buildOursCold(place: Workplace): Promise<ProcessFigures> {
  await removeOurs(place);
  return buildOurs(place);
}

/** A build of Hugo from nothing; Hugo keeps nothing from build to build. */
export async function buildHugo(place: Workplace): Promise<ProcessFigures> {
  await rm(place.hugo, { recursive: true, force: true });
  return (await runMeasured(hugoProgram, [...hugoArguments(place), "--quiet"])).figures;
}

/** The posts are the very files of our blog. */
export function hugoArguments({ blog, hugo }: Workplace): string[] {
  return ["--source", hugoSite, "--contentDir", join(blog, "posts"), "--destination", hugo, "--noBuildLock"];
}

/** Removes the site and everything that a build of ours remembers. */
async function removeOurs({ blog, ours }: Workplace): Promise<void> {
  for (const path of [ours, `${ours}.index.json`, join(blog, ".hitofude")]) {
    await rm(path, { recursive: true, force: true });
  }
}

/** How many files a site has, and how many bytes they hold. */
export async function sizeOfSite(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
