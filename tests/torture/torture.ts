import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startDisplay } from "../../scripts/test/display.mjs";
import { type Outcome, tortureOne } from "./one-desk.ts";

/**
 * Kills the real program again and again while an author writes.
 * Run `npm run test:torture -- [--kills 20] [--seed N] [--authors 1]`.
 * The exit code is 1 if a word that was a second old cannot be found afterwards.
 * Several authors, each with a separate program, blog and disk, share the kills.
 */
const { values } = parseArgs({
  options: { kills: { type: "string" }, seed: { type: "string" }, authors: { type: "string" } },
});
const kills = Number(values.kills ?? 20);
const seed = Number(values.seed ?? Date.now() % 100_000);
const authors = Number(values.authors ?? 1);
if (![kills, seed, authors].every(Number.isInteger) || kills < 1 || authors < 1) {
  throw new Error("--kills, --seed and --authors take whole numbers");
}

const display = await displayIfNone();
const outcomes =
  authors === 1
    ? [await tortureOne(kills, seed, (line) => console.log(line))]
    : await Promise.all(Array.from({ length: authors }, (_, index) => tortureApart(index)));
await display?.stop();

const all: Outcome = { kills: sum("kills"), words: sum("words"), lost: sum("lost"), faults: sum("faults") };
console.log(`Words written: ${all.words}. Other faults: ${all.faults}.`);
console.log(`Kills tried: ${all.kills}. Words lost: ${all.lost}.`);
if (process.send) process.send(all);
process.exitCode = all.lost + all.faults === 0 && all.kills >= kills ? 0 : 1;

function sum(figure: keyof Outcome): number {
  return outcomes.reduce((total, outcome) => total + outcome[figure], 0);
}

/** Runs one of several authors in a process of its own, and prefixes its output with the author's number. */
async function tortureApart(index: number): Promise<Outcome> {
  const share = String(Math.ceil(kills / authors));
  const args = ["--kills", share, "--seed", String(seed + index)];
  const child = fork(fileURLToPath(import.meta.url), args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    for (const line of text.trimEnd().split("\n")) console.log(`[${index + 1}] ${line}`);
  });
  const outcome = new Promise<Outcome>((resolve) => child.once("message", resolve));
  const stop = passSignals(child);
  const ended = once(child, "exit").then(() => null);
  const result = await Promise.race([outcome, ended]);
  stop();
  // An author whose program did not restart has no result
  return result ?? { kills: 0, words: 0, lost: 0, faults: 1 };
}

/** Child processes clean up before they end. */
function passSignals(child: ChildProcess): () => void {
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on("SIGINT", pass).on("SIGTERM", pass);
  return () => process.off("SIGINT", pass).off("SIGTERM", pass);
}

async function displayIfNone() {
  if (process.platform !== "linux" || process.env.DISPLAY) return undefined;
  const own = await startDisplay();
  process.env.DISPLAY = own.name;
  return own;
}
