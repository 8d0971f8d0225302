import { type ChildProcess, spawn } from "node:child_process";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { hugoArguments, hugoProgram, type Workplace } from "./generators.ts";

/**
 * Milliseconds from an edit of a post until its page shows it, with `hugo --watch`; what else it writes after that is
 * not counted. Includes how long Hugo waits for further changes.
 */
export async function timeHugoEdits(place: Workplace, post: string, edits: number): Promise<number[]> {
  const hugo = spawn(hugoProgram, [...hugoArguments(place), "--watch"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    await said(hugo, "Watching for changes");
    const page = await pageOf(place, post);
    const file = join(place.blog, post);
    const times: number[] = [];
    for (let edit = 1; edit <= edits; edit += 1) {
      const mark = `書き足し ${edit} ${Date.now()}`;
      const text = await readFile(file, "utf8");
      const started = performance.now();
      await writeFile(file, `${text}\n${mark}\n`);
      await shows(page, mark);
      times.push(performance.now() - started);
      await quiet(place.hugo);
    }
    return times;
  } finally {
    await ended(hugo);
  }
}

function said(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.on("data", (data: Buffer) => {
      output += data.toString();
      if (output.includes(words)) resolve();
    });
    child.on("close", (code) => reject(new Error(`hugo --watch ended with ${code}`)));
  });
}

async function pageOf({ hugo }: Workplace, post: string): Promise<string> {
  const ending = `-${basename(post, ".md")}.html`;
  const name = (await readdir(hugo)).find((candidate) => candidate.endsWith(ending));
  if (name === undefined) throw new Error(`Hugo made no page of ${post}`);
  return join(hugo, name);
}

async function shows(page: string, mark: string): Promise<void> {
  while (!(await readFile(page, "utf8").catch(() => "")).includes(mark)) await pause(1);
}

/** Waits until Hugo has written the rest: the site map comes last. */
async function quiet(folder: string): Promise<void> {
  for (let last = Number.NaN; ; ) {
    const { mtimeMs } = await stat(join(folder, "sitemap.xml"));
    if (mtimeMs === last) return;
    last = mtimeMs;
    await pause(1500);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const end = new Promise((resolve) => child.once("close", resolve));
  if (child.exitCode === null && child.kill()) await end;
}
