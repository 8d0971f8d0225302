import { appendFile } from "node:fs/promises";

/** Whether every fault point is tried, which takes long: `HITOFUDE_FAULTS=all npm run test:publishing`. */
export const triesAllFaults = process.env.HITOFUDE_FAULTS === "all";

/** Fault points of one kind: each is tried, and what is wrong afterwards is told of all of them together. */
export class FaultPoints {
  readonly #ledger: string;
  readonly #kind: string;
  readonly #problems: string[] = [];
  #tried = 0;

  constructor(ledger: string, kind: string) {
    this.#ledger = ledger;
    this.#kind = kind;
  }

  get tried(): number {
    return this.#tried;
  }

  /** What was wrong, by point; empty when every point left a sound site. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Tries one point: `work` rejects when the site is not sound after it, or the next publish does not finish. */
  async try(point: string, work: () => Promise<void>): Promise<void> {
    this.#tried += 1;
    const problem = await work().then(
      () => null,
      (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    if (problem !== null) {
      this.#problems.push(`${this.#kind}, ${point}: ${problem}`);
      // At once: a run of all points may be ended before it comes to its own report.
      console.error(this.#problems.at(-1));
    }
    await appendFile(this.#ledger, `${problem === null ? "sound" : "unsound"}\t${this.#kind}\n`);
  }
}

/** What a ledger says: points tried and sound, by kind and in all. */
export function faultSummary(ledger: string): { lines: string[]; isSound: boolean } {
  const kinds = new Map<string, { tried: number; sound: number }>();
  const all = { tried: 0, sound: 0 };
  for (const line of ledger.split("\n")) {
    const [outcome, name] = line.split("\t");
    if (name === undefined) continue;
    const kind = kinds.get(name) ?? { tried: 0, sound: 0 };
    kinds.set(name, kind);
    for (const count of [kind, all]) {
      count.tried += 1;
      if (outcome === "sound") count.sound += 1;
    }
  }
  const lines = [...kinds].map(([name, { tried, sound }]) => `  ${tried} tried, ${sound} sound: ${name}`);
  if (all.tried > 0) lines.push(`Fault points: ${all.tried} tried, ${all.sound} left a sound site`);
  return { lines, isSound: all.tried === all.sound };
}
