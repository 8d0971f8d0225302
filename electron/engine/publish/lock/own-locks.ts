import { isRunning } from "#engine/base/running.ts";
import { isSameOwner, type LockOwner, readLockRecord } from "./lock-record.ts";

/** Nonces of locks that this process has requested and that the server has not confirmed. */
const asked = new Set<string>();

/** Nonces of all locks that this process has ever requested, even if the server's reply was lost. */
const tried = new Set<string>();

/** Nonces of the locks that this process holds now. */
const held = new Set<string>();

/** Records which locks belong to this process, and which of these locks are still used. */
export const ownLocks = {
  ask(nonce: string): void {
    tried.add(nonce);
    asked.add(nonce);
  },
  hold(nonce: string): void {
    held.add(nonce);
    asked.delete(nonce);
  },
  /** Records that a lock is no longer used. Returns whether the lock was held. */
  drop(nonce: string): boolean {
    asked.delete(nonce);
    return held.delete(nonce);
  },
};

/**
 * Whether the lock with the contents `text` is unused. An unused lock may be removed immediately.
 * A lock is unused if it has no contents, or if this user took it on this computer for a publish that ended.
 */
export function isLeftover(text: string, client: LockOwner): boolean {
  // An interrupted release of a lock leaves an empty directory. A lock in use always contains its file.
  if (text === "") return true;
  const nonce = text.slice(0, text.indexOf(" "));
  if (asked.has(nonce)) return false;
  if (tried.has(nonce)) return !held.has(nonce);
  const record = readLockRecord(text);
  if (!record || !isSameOwner(record, client)) return false;
  return record.process === process.pid || !isRunning(record.process);
}
