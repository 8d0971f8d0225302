import { existsSync } from "node:fs";
import { appendFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolderOf } from "#engine/state/state-path.ts";
import { stateRootIn } from "#tests/support/trusted-folder.ts";
import { writeCorpus } from "../corpus.ts";
import type { Generator } from "./generator.ts";

/** The built program. Its sources would start more slowly, because Node would have to remove their types. */
const program = fileURLToPath(new URL("../../../out/cli/hitofude.js", import.meta.url));

/**
 * Prepares our program with a blog of this many posts in a separate folder.
 * The site has no search, because the sites of the other generators have no search.
 */
export async function prepareHitofude(folder: string, posts: number): Promise<Generator> {
  const ours = await prepareWithSearch(folder, posts);
  await appendFile(join(ours.blog, "blog.yaml"), "search: false\n");
  return { ...ours, name: "Hitofude" };
}

/** Prepares our program with default settings: the site has a search. */
export async function prepareWithSearch(folder: string, posts: number): Promise<Generator> {
  if (!existsSync(program)) throw new Error("build the program first: npm run build");
  const [blog, site] = [join(folder, "blog"), join(folder, "site")];
  await writeCorpus(blog, posts);
  return {
    name: "Hitofude with search",
    blog,
    site,
    command: (out) => ({ program: process.execPath, args: [program, "build", blog, "--out", out] }),
    async clean() {
      for (const path of [site, `${site}.index`, cacheFolderOf(stateRootIn(), blog)]) {
        await rm(path, { recursive: true, force: true });
      }
    },
  };
}

/**
 * Returns a copy of a generator that may open only as many files as some systems allow.
 * The copy also gets the heap size that Node chooses by default.
 */
export function withFewOpenFiles(generator: Generator, openFiles: number): Generator {
  return {
    ...generator,
    command(site) {
      const { program, args } = generator.command(site);
      return {
        program: "/bin/sh",
        args: ["-c", `ulimit -n ${openFiles}; exec "$0" "$@"`, program, ...args],
      };
    },
  };
}
