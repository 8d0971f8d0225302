import { cp, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeCorpus } from "../corpus.ts";
import { installPeer } from "../installed-peer.ts";
import type { Command, Peer } from "./generator.ts";

const source = fileURLToPath(new URL("../peers/eleventy", import.meta.url));

/**
 * Prepares a separate folder for Eleventy with the same posts. Eleventy highlights code with its own plug-in.
 */
export async function prepareEleventy(folder: string, posts: number): Promise<Peer> {
  const installed = await installPeer("eleventy", "@11ty/eleventy").catch((error: unknown) => {
    throw new Error(`Eleventy cannot be installed; leave it out with --peers hugo\n${error}`);
  });
  const [blog, site] = [join(folder, "blog"), join(folder, "site")];
  await writeCorpus(blog, posts);
  await cp(source, blog, { recursive: true });
  await cp(join(source, "posts.11tydata.cjs"), join(blog, "posts", "posts.11tydata.cjs"));
  await symlink(join(installed.folder, "node_modules"), join(blog, "node_modules"), "junction");
  const command = (out: string, ...further: string[]): Command => ({
    program: process.execPath,
    args: ["node_modules/@11ty/eleventy/cmd.cjs", "--quiet", `--output=${out}`, ...further],
    cwd: blog,
  });
  return {
    name: `Eleventy ${installed.version}`,
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
