import { z } from "zod";

/** The client that publishes, as shown to other authors who find the site locked. */
export interface LockOwner {
  readonly user: string;
  readonly computer: string;
}

const recordSchema = z.object({
  user: z.string(),
  computer: z.string(),
  process: z.number().int(),
  since: z.string(),
  beat: z.string(),
});

/** The contents of the file in a lock, and the file's name (`nonce`). */
export type LockRecord = z.infer<typeof recordSchema> & { readonly nonce: string };

/** Returns the contents of a lock's file. Their length does not depend on `beat`. */
export function lockRecord(owner: LockOwner, since: string, beat: number): Uint8Array {
  const { user, computer } = owner;
  const record = { user, computer, process: process.pid, since, beat: String(beat).padStart(10, "0") };
  return Buffer.from(JSON.stringify(record), "utf8");
}

/** Parses the first line of `lockContents`, `<file name> <contents>`. The file name is the nonce. */
export function readLockRecord(text: string): LockRecord | null {
  const space = text.indexOf(" ");
  const line = text.slice(space + 1).split("\n")[0] ?? "";
  try {
    return { ...recordSchema.parse(JSON.parse(line)), nonce: text.slice(0, space) };
  } catch {
    return null;
  }
}
