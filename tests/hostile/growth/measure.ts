import type { Parser } from "./parser.ts";
import type { Seed } from "./seed.ts";

/** A text of twice the size may take twice the time and a little more: beyond this exponent it takes ever longer. */
const mostGrowth = 1.3;
/** Under this many milliseconds the clock and the machine's other work say more than the parser does. */
const noise = 8;
/** A measurement goes on with larger texts until one of them takes this long; milliseconds. */
const longEnough = 300;
const smallest = 1 << 11;
const largest = 1 << 21;
/** Sizes at which a parser is looked at first; the last one only where the one before does not take long. */
const screened = [1 << 12, 1 << 14, 1 << 16, 1 << 18];

/** Milliseconds of this thread's CPU time, which other programs take no part of. */
function cpuTime(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function leastOf(times: number, work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < times; run++) least = Math.min(least, cpuTime(work));
  return least;
}

/** Whether a parser might take ever longer: quickly found out, and more often said of a good one than left unsaid of a bad one. */
function isSuspicious({ read }: Parser, { make }: Seed): boolean {
  let before = Number.POSITIVE_INFINITY;
  for (const size of screened) {
    const text = make(size);
    const time = cpuTime(() => read(text));
    // Four times the text: four times as long, or sixteen times
    if (time > 20 * noise || (time > noise && time > 7 * Math.max(before, noise / 4))) return true;
    if (size >= 1 << 16 && time > 8 * noise) return false;
    before = time;
  }
  return false;
}

/** Measures each size and keeps the least time of each: what is more than that is the doing of the machine. */
function measure({ read }: Parser, { make }: Seed, least: Map<number, number>): void {
  let last = 0;
  for (let size = smallest; size <= largest && last <= longEnough; size *= 2) {
    const text = make(size);
    last = Math.min(
      leastOf(last < 4 * noise ? 3 : 1, () => read(text)),
      least.get(size) ?? Number.POSITIVE_INFINITY,
    );
    least.set(size, last);
  }
}

/**
 * The exponent with which the time grows over the largest of the sizes: the median of what each doubling adds, since a text
 * that no longer fits into a cache adds something once. 0 where even the largest takes no time.
 */
function growthOf(least: ReadonlyMap<number, number>): number {
  const upper = [...least.values()].slice(-5).filter((time) => time > noise);
  // Where three sizes are too few: one that takes no time, and one that takes long
  if (upper.length < 3) return Math.max(...least.values()) > longEnough ? 2 : 0;
  const added = upper.slice(1).map((time, index) => Math.log2(time / (upper[index] ?? time)));
  added.sort((a, b) => a - b);
  const middle = (added.length - 1) / 2;
  return ((added[Math.floor(middle)] ?? 0) + (added[Math.ceil(middle)] ?? 0)) / 2;
}

/**
 * What is wrong with how a parser reads a seed; null when nothing is. A suspicion counts only when it is found again and
 * again, since a busy machine can make any one measurement wrong.
 */
function faultOf(parser: Parser, seed: Seed): string | null {
  try {
    if (!isSuspicious(parser, seed)) return null;
    let growth = 0;
    const least = new Map<number, number>();
    for (let attempt = 0; attempt < 4; attempt++) {
      measure(parser, seed, least);
      growth = growthOf(least);
      if (growth < mostGrowth) return null;
    }
    return `grows with the power of ${growth.toFixed(2)}`;
  } catch (error) {
    return String(error);
  }
}

/** Reads each seed with a parser; returns the ones that took ever longer, or that it did not survive. */
export function growingSeeds(parser: Parser, seeds: readonly Seed[]): string[] {
  return seeds.flatMap((seed) => {
    const fault = faultOf(parser, seed);
    return fault === null ? [] : [`${parser.name}: ${seed.name} ${fault}`];
  });
}
