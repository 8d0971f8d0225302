import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import { Lock } from "./lock.ts";
import { systemClock } from "./lock-clock.ts";
import { describeHolder } from "./lock-contents.ts";
import { lockRecord, newNonce } from "./lock-record.ts";
import { ownLocks } from "./own-locks.ts";
import { lockStrategy } from "../base/capabilities.ts";
import { inTurn } from "../base/pipeline.ts";
import { orMissing, orRefused, RemoteError, type RemoteFiles, remoteStatus } from "../base/remote-files.ts";
import { type LockOptions, takeAwayLock, watchLock } from "./watch-lock.ts";
import { Draft } from "../base/whole-file.ts";

/**
 * Maximum number of attempts to take a lock.
 * Without a maximum, the attempts would never end if, for example, the lock's path is a file.
 */
const maxRounds = 5;

/** A lock that this client holds, and the result of the first work under the lock. */
export interface Held<T> {
  readonly lock: Lock;
  readonly begun: T;
}

/**
 * The first step of the work under a lock. It begins before the server has confirmed the lock.
 * If the server refuses the lock, `undo` reverts the step.
 */
export interface Beginning<T> {
  /**
   * Begins the work. `nonce` identifies the lock. `expectHeld` rejects if this client does not hold the lock.
   */
  begin(nonce: string, expectHeld: () => Promise<unknown>): Promise<T>;
  undo(nonce: string): Promise<unknown>;
}

/**
 * Takes the lock of a state directory.
 * If another client holds the lock and keeps changing its heartbeat, rejects with `publish.locked`.
 * If the heartbeat does not change for a long time, asks the author whether to take the lock over.
 */
export async function acquireLock<T>(
  files: RemoteFiles,
  state: string,
  options: LockOptions,
  beginning: Beginning<T>,
): Promise<Held<T>> {
  const directory = `${state}/lock`;
  for (let round = 0; round < maxRounds; round += 1) {
    throwIfCancelled(options.signal);
    const attempt = await tryLock(files, directory, options, beginning);
    if (attempt.held) return attempt.held;
    // Only the last attempt to take the lock reports a refusal. Earlier attempts are repeated.
    if (attempt.refusal && round === maxRounds - 1) throw attempt.refusal;
    const stale = await watchLock(files, directory, options);
    if (stale !== null) await takeAwayLock(files, state, directory, stale);
  }
  throw new AppError("publish.locked", await describeHolder(files, directory));
}

/** The result of one attempt to take the lock. An empty object if another client holds the lock. */
interface Attempt<T> {
  readonly held?: Held<T>;
  /** The error with which the server refused to create the lock. Missing if another client holds the lock. */
  readonly refusal?: RemoteError;
}

/**
 * Makes a directory that contains a single file. The name of the file is the nonce.
 * Takes the lock by renaming the new directory to the lock's name.
 * A rename never replaces a directory that contains a file, so two clients never hold the lock at once.
 */
async function tryLock<T>(
  files: RemoteFiles,
  directory: string,
  { client: owner, clock = systemClock }: LockOptions,
  beginning: Beginning<T>,
): Promise<Attempt<T>> {
  const nonce = newNonce(owner);
  const since = new Date().toISOString();
  const expectHeld = () => files.lstat(`${directory}/${nonce}`);
  ownLocks.ask(nonce);
  const record = lockRecord(owner, since, 0);
  const { taken, begun, signed } = await askForLock(files, beginning, {
    directory,
    nonce,
    record,
    expectHeld,
  });
  if (taken.status === "rejected") {
    ownLocks.drop(nonce);
    return whyNot(files, directory, taken.reason);
  }
  const lock = new Lock(files, { directory, nonce, owner, since, clock });
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
  /** Result of `begin`. Null if `begin` was not called early, so that it still has to be called. */
  readonly begun: PromiseSettledResult<T | null>;
  readonly signed: PromiseSettledResult<unknown>;
}

interface LockRequest {
  readonly directory: string;
  readonly nonce: string;
  /** Contents of the lock's file. */
  readonly record: Uint8Array;
  readonly expectHeld: () => Promise<unknown>;
}

/** Sends the requests for a lock, and removes everything again if the lock was not obtained. */
async function askForLock<T>(
  files: RemoteFiles,
  { begin, undo }: Beginning<T>,
  { directory, nonce, record, expectHeld }: LockRequest,
): Promise<Answers<T>> {
  const own = `${directory}-${nonce}`;
  const isAhead = lockStrategy(files.capabilities) === "ahead";
  const draft = new Draft(files, `${own}/${nonce}`, 0o644);
  const taking = inTurn<unknown>(files, [
    () => files.mkdir(own, 0o755),
    // If the work begins before the lock is confirmed, opens the lock's file now and writes it afterwards.
    () => (isAhead ? draft.open() : draft.write(record)),
    () => files.rename(own, directory),
    expectHeld,
  ]);
  const early = isAhead ? begin(nonce, expectHeld) : null;
  const signing = isAhead ? taking.then(() => draft.write(record)) : null;
  const [taken, begun, signed] = await Promise.allSettled([taking, early, signing]);
  if (taken.status === "rejected") {
    await Promise.allSettled([draft.close(), early && undo(nonce)]);
    await giveUp(files, own, nonce);
  }
  return { taken, begun, signed };
}

/** Removes the directory that was made for a lock, if the lock was not obtained. */
async function giveUp(files: RemoteFiles, own: string, nonce: string): Promise<void> {
  await orRefused(files.remove(`${own}/${nonce}`)).catch(() => undefined);
  await orRefused(files.rmdir(own)).catch(() => undefined);
}

/**
 * Returns the server's error if the server refused the lock. Returns `{}` if another client holds the lock.
 */
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
