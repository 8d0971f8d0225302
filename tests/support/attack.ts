import { appendFile } from "node:fs/promises";

/** The result of trying one or more attacks of a kind. */
interface Attempts {
  /** Number of attacks. */
  readonly tried: number;
  /** Descriptions of the attacks that did harm, for the error message. */
  readonly succeeded: readonly string[];
}

/**
 * Tries one attack and counts it for `npm run test:hostile`. `doesHarm` resolves with true after harm.
 * Rejects if it succeeded.
 */
export async function tryAttack(name: string, doesHarm: () => boolean | Promise<boolean>): Promise<void> {
  const harmed = await doesHarm();
  await reportAttempts(name, { tried: 1, succeeded: harmed ? [name] : [] });
}

/**
 * Counts many attacks of one kind, such as a corpus of vectors.
 * Rejects with the first attacks that succeeded.
 */
export async function reportAttempts(name: string, { tried, succeeded }: Attempts): Promise<void> {
  if (tried === 0) throw new Error(`${name}: no attack was tried`);
  const tally = process.env.HITOFUDE_ATTACK_TALLY;
  const line = JSON.stringify({ name, tried, succeeded: succeeded.length });
  if (tally) await appendFile(tally, `${line}\n`);
  if (succeeded.length > 0) {
    const first = succeeded.slice(0, 20).join("\n  ");
    throw new Error(`${succeeded.length} of ${tried} attacks succeeded (${name}):\n  ${first}`);
  }
}
