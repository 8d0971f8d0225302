import { randomBytes } from "node:crypto";
import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import { Lock } from "./lock.ts";
import { systemClock } from "./lock-clock.ts";
import { describeHolder } from "./lock-contents.ts";
import { lockRecord } from "./lock-record.ts";
import { ownLocks } from "./own-locks.ts";
import { inTurn } from "../base/pipeline.ts";
import { orMissing, orRefused, RemoteError, type RemoteFiles, remoteStatus } from "../base/remote-files.ts";
import { type LockOptions, takeAwayLock, watchLock } from "./watch-lock.ts";
import { Draft } from "../base/whole-file.ts";

/** How often a lock that can neither be had nor be watched is tried: a file of that name, or a folder closed to us. */
const mostRounds = 5;

/** A lock, and what was begun behind it. */
export interface Held<T> {
  readonly lock: Lock;
  readonly begun: T;
}

/** What comes next under a lock of that nonce, begun before it is sure that we have the lock: it must be as if it had not been when `undo` is done. */
export interface Beginning<T> {
  /** `expectHeld` asks the server for the lock once more, and rejects with "no such file" when it is not ours. */
  begin(nonce: string, expectHeld: () => Promise<unknown>): Promise<T>;
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
    const attempt = await tryLock(files, directory, options, beginning);
    if (attempt.held) return attempt.held;
    // It was not there any more when we looked: given up between two requests, or the server has another reason
    if (attempt.refusal && round === mostRounds - 1) throw attempt.refusal;
    const stale = await watchLock(files, directory, options);
    if (stale !== null) await takeAwayLock(files, state, directory, stale);
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
  { client: owner, clock = systemClock }: LockOptions,
  beginning: Beginning<T>,
): Promise<Attempt<T>> {
  const nonce = randomBytes(12).toString("hex");
  const since = new Date().toISOString();
  const expectHeld = () => files.lstat(`${directory}/${nonce}`);
  ownLocks.ask(nonce);
  const record = lockRecord(owner, since, 0);
  const { taken, begun, signed } = await askForLock(files, directory, nonce, record, beginning, expectHeld);
  if (taken.status === "rejected") {
    ownLocks.drop(nonce);
    return whyNot(files, directory, taken.reason);
  }
  const lock = new Lock(files, directory, nonce, owner, since, clock);
  try {
    if (signed.status === "rejected") throw signed.reason;
    if (begun.status === "rejected") throw begun.reason;
    return { held: { lock, begun: begun.value ?? (await beginning.begin(nonce, expectHeld)) } };
  } catch (error) {
    const isTakenAway = isMissing(error) && (await orMissing(expectHeld())) === null;
    await lock.release();
    if (!isTakenAway) throw error;
    await beginning.undo(nonce);
    return {};
  }
}

interface Answers<T> {
  readonly taken: PromiseSettledResult<unknown>;
  /** Null where it was not begun: a server that keeps no order has to answer for the lock first. */
  readonly begun: PromiseSettledResult<T | null>;
  /** The record was written into the lock. */
  readonly signed: PromiseSettledResult<unknown>;
}

/** Sends what takes the lock, and as much behind it as the server lets. What was prepared is gone again where the lock was not had. */
async function askForLock<T>(
  files: RemoteFiles,
  directory: string,
  nonce: string,
  record: Uint8Array,
  { begin, undo }: Beginning<T>,
  expectHeld: () => Promise<unknown>,
): Promise<Answers<T>> {
  const own = `${directory}-${nonce}`;
  const draft = new Draft(files, `${own}/${nonce}`, 0o644);
  const taking = inTurn<unknown>(files, [
    () => files.mkdir(own, 0o755),
    // Where requests are carried out in order, the record itself can follow into the lock.
    () => (files.inOrder ? draft.open() : draft.write(record)),
    () => files.rename(own, directory),
    expectHeld,
  ]);
  const early = files.inOrder ? begin(nonce, expectHeld) : null;
  const signing = files.inOrder ? taking.then(() => draft.write(record)) : null;
  const [taken, begun, signed] = await Promise.allSettled([taking, early, signing]);
  if (taken.status === "rejected") {
    await Promise.allSettled([draft.close(), early && undo(nonce)]);
    await giveUp(files, own, nonce);
  }
  return { taken, begun, signed };
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
