import { appendFile } from "node:fs/promises";

/** Whether every possible fault is tried, which takes long: `HITOFUDE_FAULTS=all npm run test:publishing`. */
export const triesAllFaults = process.env.HITOFUDE_FAULTS === "all";

/** The transports for which faults are counted. */
const transports = ["SFTP", "FTPS", "folder", "rclone"] as const;

/** Simulated faults of one kind. All are tried before their failures are reported together. */
export class FaultPoints {
  readonly #ledger: string;
  readonly #kind: string;
  readonly #problems: string[] = [];
  #tried = 0;

  constructor(ledger: string, transport: (typeof transports)[number], kind: string) {
    this.#ledger = ledger;
    this.#kind = `${transport}: ${kind}`;
  }

  get tried(): number {
    return this.#tried;
  }

  /** The failures of the tried faults. Empty if the site was consistent after every fault. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /**
   * Tries one point.
   * `work` rejects if the site is not consistent afterwards, or if the next publish does not finish.
   */
  async try(point: string, work: () => Promise<void>): Promise<void> {
    this.#tried += 1;
    const problem = await work().then(
      () => null,
      (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    if (problem !== null) {
      this.#problems.push(`${this.#kind}, ${point}: ${problem}`);
      // A failure is printed at once, because a long run may be ended before its own report.
      console.error(this.#problems.at(-1));
    }
    await appendFile(this.#ledger, `${problem === null ? "sound" : "unsound"}\t${this.#kind}\n`);
  }
}

/** Returns the totals of a ledger: tried and consistent faults, by kind, by transport and in total. */
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
  for (const transport of transports) {
    const ofTransport = [...kinds].filter(([name]) => name.startsWith(`${transport}: `));
    const sum = (key: "tried" | "sound"): number =>
      ofTransport.reduce((total, [, counts]) => total + counts[key], 0);
    if (ofTransport.length > 0) {
      lines.push(`${transport}: ${sum("tried")} faults tried, ${sum("sound")} left a sound site`);
    }
  }
  if (all.tried > 0) lines.push(`Fault points: ${all.tried} tried, ${all.sound} left a sound site`);
  return { lines, isSound: all.tried === all.sound };
}
