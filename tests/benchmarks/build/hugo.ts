import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeCorpus } from "../corpus.ts";
import type { Goal } from "../goals.ts";
import { run } from "../measure.ts";
import type { Command, Peer } from "./generator.ts";

/**
 * Times of Hugo's full build of 10,000 posts on the computer for which the goals in milliseconds were set.
 * A goal scales with Hugo's time in the same run, because the speed of computers varies.
 * Hugo took 12.6 s there, with 14.0 s of CPU time, without related posts, links to headings and the calendar.
 * The peer makes these, too, which takes 2.83 times as long and 3.12 times the CPU time, measured in turn.
 */
const hugoOfGoals = { wallMs: 35_700, cpuMs: 43_700 };

/**
 * Returns a goal for a change of 10,000 posts, in thousandths of the time of Hugo's full build in the same run.
 * Without Hugo's time, returns the goal in milliseconds.
 */
export function goalBesideHugo(
  name: string,
  ms: { readonly figure: number | undefined; readonly atMost: number },
  time: "wallMs" | "cpuMs",
  hugo: number | undefined,
): Goal {
  const unit = time === "cpuMs" ? "CPU ms" : "ms";
  if (hugo === undefined || ms.figure === undefined) return { name, ...ms, unit };
  return {
    name: `${name} (${ms.figure.toFixed(0)} ${unit})`,
    figure: (1000 * ms.figure) / hugo,
    atMost: (1000 * ms.atMost) / hugoOfGoals[time],
    unit: "‰ of Hugo's full build",
  };
}

const source = fileURLToPath(new URL("../peers/hugo", import.meta.url));

/**
 * Prepares Hugo with the same posts in a separate folder.
 * Configures Hugo to make the same pages as our program, except the search.
 * Rejects if Hugo is not installed.
 */
export async function prepareHugo(folder: string, posts: number): Promise<Peer> {
  const version = await run("hugo", ["version"]).catch(() => {
    throw new Error("install Hugo first (Debian: apt-get install hugo), or leave it out: --peers eleventy");
  });
  const [blog, site] = [join(folder, "blog"), join(folder, "site")];
  await writeCorpus(blog, posts, calendarTerms);
  for (const terms of ["years", "days"]) {
    // The calendar has no feeds
    await mkdir(join(blog, "posts", terms));
    await writeFile(
      join(blog, "posts", terms, "_index.md"),
      `---\ntitle: ${terms}\ncascade:\n  outputs: [html]\n---\n`,
    );
  }
  const command = (out: string, ...further: string[]): Command => {
    const paths = ["--source", source, "--contentDir", join(blog, "posts"), "--destination", out];
    return { program: "hugo", args: [...paths, "--noBuildLock", ...further] };
  };
  return {
    name: `Hugo ${/v([\d.]+)/.exec(version)?.[1] ?? ""}`,
    blog,
    site,
    isSlow: false,
    command: (out) => command(out, "--quiet"),
    watch: command(site, "--watch"),
    waiting: "Watching for changes",
    noticed: "Change detected",
    finished: "Total in ",
    clean: () => rm(site, { recursive: true, force: true }),
  };
}

/** Returns the front matter from which Hugo makes a page for each year, and for each day of all years. */
function calendarTerms(date: string): readonly string[] {
  return [`years: ["${date.slice(0, 4)}"]`, `days: ["${date.slice(5, 10)}"]`];
}
