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

/**
 * How often to try a lock that can neither be taken nor watched: a file has its name, or its folder is closed
 * to us.
 */
const mostRounds = 5;

/** A lock, and what was started with it. */
export interface Held<T> {
  readonly lock: Lock;
  readonly begun: T;
}

/**
 * The next step under a lock with this nonce, started before we know whether we have the lock: `undo` must
 * revert it completely.
 */
export interface Beginning<T> {
  /**
   * `expectHeld` checks the lock on the server once more, and rejects with "no such file" when it is not
   * ours.
   */
  begin(nonce: string, expectHeld: () => Promise<unknown>): Promise<T>;
  undo(nonce: string): Promise<unknown>;
}

/**
 * Takes the lock of a state directory. While another client holds it, its heartbeat is watched: if it
 * changes, the lock is alive (`publish.locked`); if it stays unchanged for long, the author is asked whether
 * to take it over. Clocks are never compared.
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
    // The lock had vanished when we checked: released between two requests, or the server refused for another
    // reason
    if (attempt.refusal && round === mostRounds - 1) throw attempt.refusal;
    const stale = await watchLock(files, directory, options);
    if (stale !== null) await takeAwayLock(files, state, directory, stale);
  }
  throw new AppError("publish.locked", await describeHolder(files, directory));
}

interface Attempt<T> {
  readonly held?: Held<T>;
  /** The server's reason, where nobody seems to hold the lock. */
  readonly refusal?: RemoteError;
}

/**
 * Prepares a lock under a unique name and renames it: a rename never replaces a directory that has a file in
 * it. So a lock always contains its owner's nonce, and two clients never both have it.
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
  /** Null where it was not started: without ordered requests, the lock has to be confirmed first. */
  readonly begun: PromiseSettledResult<T | null>;
  /** Whether the record was written into the lock. */
  readonly signed: PromiseSettledResult<unknown>;
}

/**
 * Sends the requests for the lock, and behind them what the server allows. If the lock was not obtained, what
 * was prepared is removed again.
 */
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
    // Where requests run in order, the record can be written after the rename.
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

/** Removes what was prepared for a lock that another client has. */
async function giveUp(files: RemoteFiles, own: string, nonce: string): Promise<void> {
  await orRefused(files.remove(`${own}/${nonce}`)).catch(() => undefined);
  await orRefused(files.rmdir(own)).catch(() => undefined);
}

/**
 * Returns the refusal unless the lock is held by another client; "failure" may mean that or anything else.
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
