import type { Parser } from "./parser.ts";
import type { Seed } from "./seed.ts";

/**
 * Maximum exponent of the growth. Quadratic growth has an exponent of 2.
 * Linear growth has exponents of up to 1.3 on a busy computer, because large texts do not fit into caches.
 */
const mostGrowth = 1.5;
/** Milliseconds below which the first check does not compare two sizes. */
const screenedNoise = 8;
/**
 * Milliseconds below which a time is too short to measure growth.
 * Some kernels count CPU time in steps of 4 ms, so that a shorter time may be wrong by a third.
 */
const noise = 40;
/** Duration in milliseconds at which a measurement does not continue with larger texts. */
const longEnough = 400;
const smallest = 1 << 11;
const largest = 1 << 21;
/** Sizes of the first, quick check. The last one is only tried if the one before was fast. */
const screened = [1 << 12, 1 << 14, 1 << 16, 1 << 18];

/** Returns milliseconds of this thread's CPU time, which does not include other programs. */
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

/**
 * Quickly checks whether the time of a parser may grow too fast. Prefers false alarms to missed faults.
 * Four times the text takes four times as long if the growth is linear, sixteen times if it is quadratic.
 */
function isSuspicious({ read }: Parser, { make }: Seed): boolean {
  let before = Number.POSITIVE_INFINITY;
  for (const size of screened) {
    const text = make(size);
    const time = cpuTime(() => read(text));
    // A large text is compared strictly, because no larger one follows
    const isLast = size >= 1 << 16 && time > 8 * screenedNoise;
    if (time > screenedNoise && time > (isLast ? 5.5 : 7) * Math.max(before, screenedNoise / 4)) return true;
    if (isLast) {
      // Measures the smaller text again, because a compilation may have slowed the first run.
      const smaller = make(size / 4);
      return (
        time >
        5.5 *
          Math.max(
            Math.min(
              before,
              cpuTime(() => read(smaller)),
            ),
            screenedNoise / 4,
          )
      );
    }
    before = time;
  }
  return false;
}

/**
 * Measures each size and stores its minimum time, because other work on the computer only increases times.
 */
function measure({ read }: Parser, { make }: Seed, least: Map<number, number>): void {
  let last = 0;
  for (let size = smallest; size <= largest && last <= longEnough; size *= 2) {
    const text = make(size);
    last = Math.min(
      leastOf(last < 2 * noise ? 3 : 1, () => read(text)),
      least.get(size) ?? Number.POSITIVE_INFINITY,
    );
    least.set(size, last);
  }
}

/**
 * Returns the exponent with which the time grows at the largest sizes.
 * The result is the median over all doublings, because a text that no longer fits into a cache is slower.
 * Returns 0 if even the largest size takes no time.
 */
function growthOf(least: ReadonlyMap<number, number>): number {
  const upper = [...least.values()].slice(-5).filter((time) => time > noise);
  // There are fewer than three times if a seed takes either no time or very long
  if (upper.length < 3) return Math.max(...least.values()) > longEnough ? 2 : 0;
  const added = upper.slice(1).map((time, index) => Math.log2(time / (upper[index] ?? time)));
  added.sort((a, b) => a - b);
  const middle = (added.length - 1) / 2;
  return ((added[Math.floor(middle)] ?? 0) + (added[Math.ceil(middle)] ?? 0)) / 2;
}

/**
 * Returns what is wrong with how a parser reads a seed. Null if nothing is wrong.
 * The growth must be found in several attempts, because other work on the computer can falsify one.
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

/** Parses each seed. Returns the seeds whose time grows too fast, and those on which the parser fails. */
export function growingSeeds(parser: Parser, seeds: readonly Seed[]): string[] {
  return seeds.flatMap((seed) => {
    const fault = faultOf(parser, seed);
    return fault === null ? [] : [`${parser.name}: ${seed.name} ${fault}`];
  });
}
