import { cp, mkdir, readFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeCorpus } from "../corpus.ts";
import { run } from "../measure.ts";
import type { Command, Peer } from "./generator.ts";

const source = fileURLToPath(new URL("../peers/eleventy", import.meta.url));
/** Its packages are installed when a benchmark first needs them, apart from the project's own. */
const installed = fileURLToPath(new URL("../../../.runtime/benchmarks/eleventy", import.meta.url));

/** Eleventy, with the same posts in a folder of its own; it colours code with its own plug-in. */
export async function prepareEleventy(folder: string, posts: number): Promise<Peer> {
  await install();
  const [blog, site] = [join(folder, "blog"), join(folder, "site")];
  await writeCorpus(blog, posts);
  await cp(source, blog, { recursive: true });
  await cp(join(source, "posts.11tydata.cjs"), join(blog, "posts", "posts.11tydata.cjs"));
  await symlink(join(installed, "node_modules"), join(blog, "node_modules"), "junction");
  const command = (out: string, ...further: string[]): Command => ({
    program: process.execPath,
    args: ["node_modules/@11ty/eleventy/cmd.cjs", "--quiet", `--output=${out}`, ...further],
    cwd: blog,
  });
  return {
    name: `Eleventy ${await installedVersion()}`,
    blog,
    site,
    isSlow: true,
    command: (out) => command(out),
    watch: command(site, "--watch", "--incremental"),
    waiting: "Watching",
    noticed: "File changed",
    finished: "Wrote ",
    clean: () => rm(site, { recursive: true, force: true }),
  };
}

/** Installs the locked packages unless they are there. */
async function install(): Promise<void> {
  const lock = (folder: string): Promise<string> => readFile(join(folder, "package-lock.json"), "utf8");
  const there = await lock(join(installed, "node_modules", "..")).catch(() => "");
  if (there === (await lock(source)) && (await installedVersion().catch(() => ""))) return;
  await rm(installed, { recursive: true, force: true });
  await mkdir(installed, { recursive: true });
  await cp(join(source, "package.json"), join(installed, "package.json"));
  await cp(join(source, "package-lock.json"), join(installed, "package-lock.json"));
  const args = ["ci", "--prefix", installed, "--ignore-scripts", "--no-audit", "--no-fund"];
  await run("npm", args).catch((error: unknown) => {
    throw new Error(`Eleventy cannot be installed; leave it out with --peers hugo\n${error}`);
  });
}

async function installedVersion(): Promise<string> {
  const path = join(installed, "node_modules", "@11ty", "eleventy", "package.json");
  return JSON.parse(await readFile(path, "utf8")).version;
}
