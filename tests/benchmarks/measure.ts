import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The resources that a program used. The memory is the memory of its largest process. */
export interface ProcessFigures {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMiB: number;
}

export interface ProcessRun {
  readonly figures: ProcessFigures;
  readonly output: string;
}

/** Runs a program to its end under GNU time. Rejects if it fails, or if GNU time is missing. */
export async function runMeasured(
  command: string,
  args: readonly string[],
  cwd?: string,
  env?: NodeJS.ProcessEnv,
): Promise<ProcessRun> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-time-"));
  const report = join(folder, "time");
  try {
    const started = performance.now();
    const output = await run("/usr/bin/time", ["-f", "%U %S %M", "-o", report, command, ...args], cwd, env);
    const wallMs = performance.now() - started;
    const [user = 0, system = 0, peak = 0] = (await readFile(report, "utf8")).trim().split(" ").map(Number);
    return { figures: { wallMs, cpuMs: (user + system) * 1000, peakMiB: peak / 1024 }, output };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs a program to its end and returns its output. Rejects with its error output if it fails. */
export function run(
  command: string,
  args: readonly string[],
  cwd?: string,
  env?: NodeJS.ProcessEnv,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const [out, complaints]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (data: Buffer) => out.push(data));
    child.stderr.on("data", (data: Buffer) => complaints.push(data));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString());
      else reject(new Error(`${command} ${args[0]} ended with ${code}: ${Buffer.concat(complaints)}`));
    });
  });
}

/** A program to measure, with its name. It runs in all rounds, or only in the first measured round. */
export type Contestant<Figures> = readonly [
  name: string,
  run: () => Promise<Figures>,
  rounds?: "all" | "one",
];

/**
 * Runs the programs alternately (A B A B), so that a changing speed of the computer affects all equally.
 * By default, a first round without measurement fills caches.
 */
export async function alternate<Figures>(
  rounds: number,
  contestants: readonly Contestant<Figures>[],
  warmUp = true,
): Promise<Map<string, Figures[]>> {
  const results = new Map<string, Figures[]>();
  for (let round = warmUp ? 0 : 1; round <= rounds; round += 1) {
    for (const [name, runOnce, part] of contestants) {
      if (part === "one" && round !== 1) continue;
      const figures = await runOnce();
      const list = results.get(name) ?? [];
      if (round > 0) list.push(figures);
      results.set(name, list);
    }
  }
  return results;
}

/** Returns the value below which this share of the values lies. Returns NaN for an empty list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) return Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Returns the median of the ratios of figures that were measured in the same round. */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, index) => value / (theirs[index] ?? Number.NaN)));
}
