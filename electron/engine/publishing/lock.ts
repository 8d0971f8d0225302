import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { throwIfCancelled } from "#contract/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/wire.ts";
import { contents, describeHolder, type Holder, holderOf } from "./lock-contents.ts";
import { type LockOwner, lockRecord, readLockRecord } from "./lock-record.ts";
import { pipeline, settled } from "./pipeline.ts";
import { orMissing, orRefused, RemoteError, type RemoteFiles, remoteStatus } from "./remote-files.ts";
import type { Ask } from "./targets.ts";

export interface LockOptions {
  readonly client: LockOwner;
  readonly signal?: CancelSignal | undefined;
  /** Asked before a lock that seems dead is taken over: only its owner knows whether it is. */
  readonly ask: Ask;
  /** Told once who is being waited for. */
  readonly onWait?: ((holder: Holder) => void) | undefined;
  /** How long a heartbeat may stand still before its owner counts as dead; 60 s unless a test is in a hurry. */
  readonly patienceMs?: number | undefined;
}

const usualPatienceMs = 60_000;
const heartbeatMs = 10_000;
const lookMs = 1000;

/** How often a lock that can neither be had nor be watched is tried: a file of that name, or a folder closed to us. */
const mostRounds = 5;

/** Locks that this process holds now. One of this process that is not among them was left by a broken connection. */
const held = new Set<string>();

/** The right to change a site. At most one client has it, however many computers publish. */
export class Lock {
  /** Names this lock among all there ever were; the stage directory carries it. */
  readonly nonce: string;
  readonly #files: RemoteFiles;
  readonly #directory: string;
  readonly #owner: LockOwner;
  readonly #since = new Date().toISOString();
  readonly #heart: NodeJS.Timeout;
  #beat = 0;

  /** To be made by `acquireLock` only. */
  constructor(files: RemoteFiles, directory: string, nonce: string, owner: LockOwner) {
    this.nonce = nonce;
    this.#files = files;
    this.#directory = directory;
    this.#owner = owner;
    held.add(nonce);
    this.#heart = setInterval(() => void this.#showLife(), heartbeatMs);
  }

  get #file(): string {
    return `${this.#directory}/${this.nonce}`;
  }

  /** Writes who holds the lock; false when the lock turns out to be another's. */
  async sign(): Promise<boolean> {
    const record = this.#record();
    const file = await this.#files.open(this.#file, "create", 0o644);
    const names = this.#files.readdir(this.#directory);
    await settled([file.write(record, 0), file.close(), names]);
    // Some servers answer "OK" when a directory is made that is there already.
    return (await names).size === 1;
  }

  /** Rejects with `publish.locked` when another client took the lock over, as it may from one that seemed dead. */
  async assertHeld(): Promise<void> {
    if ((await orMissing(this.#files.lstat(this.#file))) !== null) return;
    throw new AppError("publish.locked", await describeHolder(this.#files, this.#directory));
  }

  /** Lets others in. Never rejects: after a lost connection there is nobody to tell. */
  async release(): Promise<void> {
    clearInterval(this.#heart);
    held.delete(this.nonce);
    try {
      // Sent together; a server that took them in another order is asked again.
      const [, gone] = await Promise.all([
        this.#files.remove(this.#file),
        orRefused(this.#files.rmdir(this.#directory).then(() => true)),
      ]);
      if (!gone) await this.#files.rmdir(this.#directory);
    } catch {
      // The next client finds a lock whose heart stands still.
    }
  }

  /** Overwrites the record in place, and only if it is there: a lock that was taken over is not made again. */
  async #showLife(): Promise<void> {
    this.#beat += 1;
    try {
      const file = await this.#files.open(this.#file, "overwrite");
      await Promise.allSettled([file.write(this.#record(), 0), file.close()]);
    } catch {
      // Whether the lock still holds is asked where it matters.
    }
  }

  #record(): Uint8Array {
    return lockRecord(this.#owner, this.#since, this.#beat);
  }
}

/**
 * Takes the lock of a state directory. While another client holds it its heartbeat is watched: one that moves means
 * `publish.locked`; one that stands still for long may be taken over, which the author is asked about. Clocks are never compared.
 */
export async function acquireLock(files: RemoteFiles, state: string, options: LockOptions): Promise<Lock> {
  const directory = `${state}/lock`;
  for (let round = 0; round < mostRounds; round += 1) {
    throwIfCancelled(options.signal);
    const lock = await tryLock(files, directory, options.client);
    if (lock) return lock;
    const stale = await watch(files, directory, options);
    if (stale !== null) await takeAway(files, state, directory, stale);
  }
  throw new AppError("publish.locked", await describeHolder(files, directory));
}

async function tryLock(files: RemoteFiles, directory: string, owner: LockOwner): Promise<Lock | null> {
  if (!(await makeLock(files, directory))) return null;
  const lock = new Lock(files, directory, randomBytes(12).toString("hex"), owner);
  try {
    if (await lock.sign()) return lock;
  } catch (error) {
    await lock.release();
    // Taken for dead between the two requests, and moved away
    if (!(error instanceof RemoteError && error.status === remoteStatus.noSuchFile)) throw error;
    return null;
  }
  await lock.release();
  return null;
}

/** False when the name is taken. */
async function makeLock(files: RemoteFiles, directory: string): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await files.mkdir(directory, 0o755);
      return true;
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      // "Failure" may mean that the name is taken, or anything else.
      if ((await orMissing(files.lstat(directory))) !== null) return false;
      // Or that it was taken, and its owner has gone between the two requests.
      if (attempt === mostRounds) throw error;
    }
  }
}

/** Returns what lay in the lock when its owner counted as dead; null when the lock was given up meanwhile. */
async function watch(files: RemoteFiles, directory: string, options: LockOptions): Promise<string | null> {
  const patience = options.patienceMs ?? usualPatienceMs;
  const first = await contents(files, directory);
  if (first === null || isOwnLeftover(first, options.client)) return first;
  options.onWait?.(holderOf(first));
  const pause = Math.min(lookMs, patience / 4);
  for (let watched = 0; watched < patience; watched += pause) {
    await wait(pause);
    throwIfCancelled(options.signal);
    const now = await contents(files, directory);
    if (now === null) return null;
    if (now !== first) throw new AppError("publish.locked", { ...holderOf(now) });
  }
  await askToTakeOver(first, patience, options);
  // The answer may have taken a while, and the other client may have come back to life.
  return (await contents(files, directory)) === first ? first : null;
}

async function askToTakeOver(stale: string, patience: number, { ask, signal }: LockOptions): Promise<void> {
  const holder = holderOf(stale);
  const watchedSeconds = Math.round(patience / 1000);
  const { accept } = await ask({ kind: "lock", ...holder, watchedSeconds });
  throwIfCancelled(signal);
  if (!accept) throw new AppError("publish.locked", { ...holder });
}

function isOwnLeftover(text: string, client: LockOwner): boolean {
  const record = readLockRecord(text);
  if (!record || record.computer !== client.computer || record.user !== client.user) return false;
  if (record.process === process.pid) return !held.has(record.nonce);
  return !isRunning(record.process);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Moves a dead lock out of the way. One that meanwhile became another's is put back. */
async function takeAway(files: RemoteFiles, state: string, directory: string, stale: string): Promise<void> {
  const away = `${state}/lock-${randomBytes(6).toString("hex")}`;
  if ((await orRefused(files.rename(directory, away).then(() => true))) === null) return;
  if ((await contents(files, away)) !== stale) {
    await orRefused(files.rename(away, directory));
    return;
  }
  const entries = await orRefused(files.readdir(away));
  await pipeline(entries?.keys() ?? [], async (name) => {
    await orRefused(files.remove(`${away}/${name}`));
  });
  await orRefused(files.rmdir(away));
}
