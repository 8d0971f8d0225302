import { type ChildProcess, spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { run } from "../measure.ts";
import { type EditComparison, type EditFigures, edited } from "./edit-figures.ts";
import { filesOf, type Peer } from "./generator.ts";
import { differingFiles } from "./stale-files.ts";

/**
 * Edits the text and the title of one post, this many times each, while another generator watches.
 * An edit ends when the last file is written.
 * The measured time includes the time in which the generator waits for further changes.
 */
export async function timeWatchedEdits(peer: Peer, post: string, edits: number): Promise<EditComparison> {
  await peer.clean();
  const { program, args, cwd } = peer.watch;
  const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "ignore"] });
  const output = new Output(child);
  const text: EditFigures[] = [];
  const title: EditFigures[] = [];
  try {
    await output.says(peer.waiting);
    await wakeUp(peer, output, post);
    for (let edit = 1; edit <= edits; edit += 1) {
      text.push(await timed(peer, output, post, (before) => edited("text", before, edit)));
      title.push(await timed(peer, output, post, (before) => edited("title", before, edit)));
    }
  } finally {
    await ended(child);
  }
  return { name: peer.name, edits: { text, title }, stale: await countStale(peer) };
}

/**
 * Saves an unchanged post until the generator notices the save, and then waits for the build.
 * A watcher that reports that it is watching may still be reading the files for the first time.
 */
async function wakeUp(peer: Peer, output: Output, post: string): Promise<void> {
  const file = join(peer.blog, post);
  const text = await readFile(file);
  const finished = output.says(peer.finished);
  const noticed = output.says(peer.noticed).then(() => true);
  do await writeFile(file, text);
  while (!(await Promise.race([noticed, pause(5000).then(() => false)])));
  await finished;
  await pause(1000);
}

async function timed(
  peer: Peer,
  output: Output,
  post: string,
  change: (text: string) => string,
): Promise<EditFigures> {
  const file = join(peer.blog, post);
  const text = change(await readFile(file, "utf8"));
  // The clock of the file system advances every few milliseconds.
  // The edit must not have the same time as an earlier build.
  await pause(500);
  const finished = output.says(peer.finished);
  const started = Date.now();
  await writeFile(file, text);
  await finished;
  const written = (await filesOf(peer.site)).filter(({ modified }) => modified > started - 100);
  if (written.length === 0) throw new Error(`${peer.name} wrote nothing after an edit`);
  const last = written.reduce((latest, { modified }) => Math.max(latest, modified), 0);
  return { ms: last - started, written: written.length };
}

async function countStale(peer: Peer): Promise<number> {
  const clean = `${peer.site}-clean`;
  const { program, args, cwd } = peer.command(clean);
  await run(program, args, cwd);
  const stale = await differingFiles(peer.site, clean);
  await rm(clean, { recursive: true });
  return stale.length;
}

/** Collects the output of a program. */
class Output {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Resolves when the program has printed these words after the call. Rejects when the program ends. */
  says(words: string): Promise<void> {
    return new Promise((resolve, reject) => {
      let output = "";
      const listen = (data: Buffer): void => {
        output += data.toString();
        if (!output.includes(words)) return;
        this.#child.stdout?.off("data", listen);
        this.#child.off("close", fail);
        resolve();
      };
      const fail = (code: number | null): void => reject(new Error(`watching ended with ${code}: ${output}`));
      this.#child.stdout?.on("data", listen);
      this.#child.on("close", fail);
    });
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const end = new Promise((resolve) => child.once("close", resolve));
  if (child.exitCode === null && child.kill()) await end;
}
