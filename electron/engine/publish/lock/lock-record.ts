import { randomBytes } from "node:crypto";
import { z } from "zod";

/** The client that publishes. Other authors see this information if they find the site locked. */
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

/** Returns the contents of a lock's file. The length is constant, because each heartbeat overwrites them. */
export function lockRecord(owner: LockOwner, since: string, beat: number): Uint8Array {
  const { user, computer } = owner;
  const record = { user, computer, process: process.pid, since, beat: String(beat).padStart(10, "0") };
  return Buffer.from(JSON.stringify(record), "utf8");
}

/**
 * Maximum length of a user name or computer name in a nonce, because the nonce is used as a file name.
 */
const maxNamed = 24;

const namedSchema = z.tuple([z.string(), z.string(), z.number().int()]);

/**
 * Returns a nonce for a lock. The nonce is also the name of the lock's file.
 * The nonce contains the owner, because an interrupted client may leave the lock's file empty.
 */
export function newNonce(owner: LockOwner, pid = process.pid): string {
  const named = JSON.stringify([shortened(owner.user), shortened(owner.computer), pid]);
  return `${randomBytes(12).toString("hex")}-${Buffer.from(named).toString("base64url")}`;
}

/**
 * Whether two owners are the same user on the same computer. Compares shortened names, as in a nonce.
 */
export function isSameOwner(one: LockOwner, other: LockOwner): boolean {
  return (
    shortened(one.user) === shortened(other.user) && shortened(one.computer) === shortened(other.computer)
  );
}

function shortened(name: string): string {
  return [...name].slice(0, maxNamed).join("");
}

/** Parses the first line from `lockContents`: `<nonce> <contents>`. Null if the owner cannot be found. */
export function readLockRecord(text: string): LockRecord | null {
  const space = text.indexOf(" ");
  const nonce = text.slice(0, space);
  const contents = parsed(text.slice(space + 1).split("\n")[0] ?? "");
  const record = recordSchema.safeParse(contents);
  return record.success ? { ...record.data, nonce } : recordInNonce(nonce, contents);
}

/**
 * Returns the record of a lock whose file is empty or damaged. The name of the file contains the owner.
 * If the file is empty, `contents` has only `since`, the time of the file (see `lockContents`).
 */
function recordInNonce(nonce: string, contents: unknown): LockRecord | null {
  const [, encoded = ""] = nonce.split(/-(.*)/s);
  const named = namedSchema.safeParse(parsed(Buffer.from(encoded, "base64url").toString("utf8")));
  const { since } = sinceSchema.safeParse(contents).data ?? { since: "?" };
  if (!named.success) return null;
  const [user, computer, pid] = named.data;
  return { user, computer, process: pid, since, beat: "", nonce };
}

const sinceSchema = recordSchema.pick({ since: true });

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
