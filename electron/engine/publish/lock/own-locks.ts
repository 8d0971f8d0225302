import { type LockOwner, readLockRecord } from "./lock-record.ts";

/** Locks that this process has requested and the server has not yet answered for. */
const asked = new Set<string>();

/** Locks that this process ever requested; it may have got one without receiving the reply. */
const tried = new Set<string>();

/**
 * Locks that this process holds now. A requested lock that is missing here was left by a broken connection.
 */
const held = new Set<string>();

/** Records which locks are this process's own, and which of them are alive. */
export const ownLocks = {
  ask(nonce: string): void {
    tried.add(nonce);
    asked.add(nonce);
  },
  hold(nonce: string): void {
    held.add(nonce);
    asked.delete(nonce);
  },
  /** Returns whether it was held. */
  drop(nonce: string): boolean {
    asked.delete(nonce);
    return held.delete(nonce);
  },
};

/** Whether a lock was left behind by this computer's user, with no process using it. */
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
