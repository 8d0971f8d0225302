import { type LockOwner, readLockRecord } from "./lock-record.ts";

/** Locks that this process is about to take: until the server has answered, nobody knows better whose they are. */
const asked = new Set<string>();

/** Locks that this process asked for at any time, and may have got without hearing of it. */
const tried = new Set<string>();

/** Locks that this process holds now. One of this process that is not among them was left by a broken connection. */
const held = new Set<string>();

/** Remembers which locks are this process's own, and which of them are alive. */
export const ownLocks = {
  ask(nonce: string): void {
    tried.add(nonce);
    asked.add(nonce);
  },
  hold(nonce: string): void {
    held.add(nonce);
    asked.delete(nonce);
  },
  /** Says whether it was held. */
  drop(nonce: string): boolean {
    asked.delete(nonce);
    return held.delete(nonce);
  },
};

/** Whether what lies in a lock is of this computer's author and has nobody who works under it. */
export function isOwnLeftover(text: string, client: LockOwner): boolean {
  const nonce = text.slice(0, text.indexOf(" "));
  if (asked.has(nonce)) return false;
  if (tried.has(nonce)) return !held.has(nonce);
  const record = readLockRecord(text);
  if (!record || record.computer !== client.computer || record.user !== client.user) return false;
  return record.process === process.pid || !isRunning(record.process);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
