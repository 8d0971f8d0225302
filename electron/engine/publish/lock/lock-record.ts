import { z } from "zod";

/** Who publishes, described for a colleague who finds the lock. */
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

/** The contents of a held lock. */
export type LockRecord = z.infer<typeof recordSchema> & { readonly nonce: string };

/** Returns the record of a lock; its length is constant, so that the next heartbeat can overwrite it. */
export function lockRecord(owner: LockOwner, since: string, beat: number): Uint8Array {
  const { user, computer } = owner;
  const record = { user, computer, process: process.pid, since, beat: String(beat).padStart(10, "0") };
  return Buffer.from(JSON.stringify(record), "utf8");
}

/** Reads `<nonce> <record>`, the first line of a lock; null when it is not ours or incomplete. */
export function readLockRecord(text: string): LockRecord | null {
  const space = text.indexOf(" ");
  const line = text.slice(space + 1).split("\n")[0] ?? "";
  try {
    return { ...recordSchema.parse(JSON.parse(line)), nonce: text.slice(0, space) };
  } catch {
    return null;
  }
}
