import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { throwIfCancelled } from "#contract/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/wire.ts";
import { isHeld, Lock } from "./lock.ts";
import { describeHolder, type Holder, holderOf, lockContents } from "./lock-contents.ts";
import { type LockOwner, lockRecord, readLockRecord } from "./lock-record.ts";
import { inTurn, pipeline } from "./pipeline.ts";
import { orMissing, orRefused, RemoteError, type RemoteFiles, remoteStatus } from "./remote-files.ts";
import type { Ask } from "./targets.ts";
import { Draft } from "./whole-file.ts";

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
const lookMs = 1000;

/** How often a lock that can neither be had nor be watched is tried: a file of that name, or a folder closed to us. */
const mostRounds = 5;

/** Locks that this process tried to take, and may have got without hearing of it. */
const tried = new Set<string>();

/** A lock, and what was begun behind it. */
export interface Held<T> {
  readonly lock: Lock;
  readonly begun: T;
}

/** What comes next under a lock of that nonce, begun before it is sure that we have the lock: it must be as if it had not been when `undo` is done. */
export interface Beginning<T> {
  begin(nonce: string): Promise<T>;
  undo(nonce: string): Promise<unknown>;
}

/**
 * Takes the lock of a state directory. While another client holds it its heartbeat is watched: one that moves means
 * `publish.locked`; one that stands still for long may be taken over, which the author is asked about. Clocks are never compared.
 */
export async function acquireLock<T>(
  files: RemoteFiles,
  state: string,
  options: LockOptions,
  beginning: Beginning<T>,
): Promise<Held<T>> {
  const directory = `${state}/lock`;
  for (let round = 0; round < mostRounds; round += 1) {
    throwIfCancelled(options.signal);
    const attempt = await tryLock(files, directory, options.client, beginning);
    if (attempt.held) return attempt.held;
    // It was not there any more when we looked: given up between two requests, or the server has another reason
    if (attempt.refusal && round === mostRounds - 1) throw attempt.refusal;
    const stale = await watch(files, directory, options);
    if (stale !== null) await takeAway(files, state, directory, stale);
  }
  throw new AppError("publish.locked", await describeHolder(files, directory));
}

interface Attempt<T> {
  readonly held?: Held<T>;
  /** Why not, where nobody seems to hold the lock. */
  readonly refusal?: RemoteError;
}

/**
 * Prepares a lock under a name of its own and renames it: a directory with a file in it never takes the place of another. So a lock
 * is never without its owner's nonce, and two clients never both have it.
 */
async function tryLock<T>(
  files: RemoteFiles,
  directory: string,
  owner: LockOwner,
  { begin, undo }: Beginning<T>,
): Promise<Attempt<T>> {
  const nonce = randomBytes(12).toString("hex");
  tried.add(nonce);
  const own = `${directory}-${nonce}`;
  const since = new Date().toISOString();
  const record = lockRecord(owner, since, 0);
  const draft = new Draft(files, `${own}/${nonce}`, 0o644);
  const taking = inTurn<unknown>(files, [
    () => files.mkdir(own, 0o755),
    // Where requests are carried out in order, the record itself can follow into the lock.
    () => (files.inOrder ? draft.open() : draft.write(record)),
    () => files.rename(own, directory),
    () => files.lstat(`${directory}/${nonce}`),
  ]);
  const early = files.inOrder ? begin(nonce) : null;
  const signing = files.inOrder ? taking.then(() => draft.write(record)) : null;
  const [taken, begun, signed] = await Promise.allSettled([taking, early, signing]);
  if (taken.status === "rejected") {
    await Promise.allSettled([draft.close(), early && undo(nonce)]);
    await giveUp(files, own, nonce);
    return whyNot(files, directory, taken.reason);
  }
  const lock = new Lock(files, directory, nonce, owner, since);
  try {
    if (signed.status === "rejected") throw signed.reason;
    if (begun.status === "rejected") throw begun.reason;
    return { held: { lock, begun: begun.value ?? (await begin(nonce)) } };
  } catch (error) {
    const isTakenAway = isMissing(error) && (await orMissing(files.lstat(`${directory}/${nonce}`))) === null;
    await lock.release();
    if (!isTakenAway) throw error;
    await undo(nonce);
    return {};
  }
}

/** Removes what was prepared for a lock that is another's. */
async function giveUp(files: RemoteFiles, own: string, nonce: string): Promise<void> {
  await orRefused(files.remove(`${own}/${nonce}`)).catch(() => undefined);
  await orRefused(files.rmdir(own)).catch(() => undefined);
}

/** Nothing to say when the lock is held; "failure" may mean that, or anything else. */
async function whyNot(
  files: RemoteFiles,
  directory: string,
  error: unknown,
): Promise<{ refusal?: RemoteError }> {
  if (!(error instanceof RemoteError)) throw error;
  if ((await orMissing(files.lstat(directory))) !== null) return {};
  if (error.operation === "mkdir") throw error;
  return { refusal: error };
}

function isMissing(error: unknown): boolean {
  return error instanceof RemoteError && error.status === remoteStatus.noSuchFile;
}

/** Returns what lay in the lock when its owner counted as dead; null when the lock was given up meanwhile. */
async function watch(files: RemoteFiles, directory: string, options: LockOptions): Promise<string | null> {
  const patience = options.patienceMs ?? usualPatienceMs;
  const first = await lockContents(files, directory);
  if (first === null || isOwnLeftover(first, options.client)) return first;
  options.onWait?.(holderOf(first));
  const pause = Math.min(lookMs, patience / 4);
  for (let watched = 0; watched < patience; watched += pause) {
    await wait(pause);
    throwIfCancelled(options.signal);
    const now = await lockContents(files, directory);
    if (now === null) return null;
    if (now !== first) throw new AppError("publish.locked", { ...holderOf(now) });
  }
  await askToTakeOver(first, patience, options);
  // The answer may have taken a while, and the other client may have come back to life.
  return (await lockContents(files, directory)) === first ? first : null;
}

async function askToTakeOver(stale: string, patience: number, { ask, signal }: LockOptions): Promise<void> {
  const holder = holderOf(stale);
  const watchedSeconds = Math.round(patience / 1000);
  const { accept } = await ask({ kind: "lock", ...holder, watchedSeconds });
  throwIfCancelled(signal);
  if (!accept) throw new AppError("publish.locked", { ...holder });
}

function isOwnLeftover(text: string, client: LockOwner): boolean {
  const nonce = text.slice(0, text.indexOf(" "));
  if (tried.has(nonce)) return !isHeld(nonce);
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

/** Moves a dead lock out of the way. One that meanwhile became another's is put back. */
async function takeAway(files: RemoteFiles, state: string, directory: string, stale: string): Promise<void> {
  const away = `${state}/lock-${randomBytes(6).toString("hex")}`;
  if ((await orRefused(files.rename(directory, away).then(() => true))) === null) return;
  if ((await lockContents(files, away)) !== stale) {
    await orRefused(files.rename(away, directory));
    return;
  }
  const entries = await orRefused(files.readdir(away));
  await pipeline(entries?.keys() ?? [], async (name) => {
    await orRefused(files.remove(`${away}/${name}`));
  });
  await orRefused(files.rmdir(away));
}
