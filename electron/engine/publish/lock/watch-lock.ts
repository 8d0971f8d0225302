import { randomBytes } from "node:crypto";
import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { type LockClock, systemClock } from "./lock-clock.ts";
import { type Holder, holderOf, lockContents } from "./lock-contents.ts";
import type { LockOwner } from "./lock-record.ts";
import { isLeftover } from "./own-locks.ts";
import { pipeline } from "../base/pipeline.ts";
import { orRefused, type RemoteFiles } from "../base/remote-files.ts";
import type { Ask } from "../base/targets.ts";

export interface LockOptions {
  readonly client: LockOwner;
  readonly signal?: CancelSignal | undefined;
  /** Asks the author whether to take over a lock that seems dead. */
  readonly ask: Ask;
  /** Called once with the client that holds the lock, when waiting begins. */
  readonly onWait?: ((holder: Holder) => void) | undefined;
  /** If a client's heartbeat does not change for this time, the client counts as dead. Default: 60,000 ms. */
  readonly timeoutMs?: number | undefined;
  /** Default: the system's clock. Tests set another clock. */
  readonly clock?: LockClock | undefined;
}

const defaultTimeoutMs = 60_000;
const lookMs = 1000;

/**
 * Watches a lock until its owner counts as dead.
 * Returns the contents of the lock, or null if the lock was released.
 */
export async function watchLock(
  files: RemoteFiles,
  directory: string,
  options: LockOptions,
): Promise<string | null> {
  const { timeoutMs: timeout = defaultTimeoutMs, clock = systemClock } = options;
  const first = await lockContents(files, directory);
  if (first === null || isLeftover(first, options.client)) return first;
  options.onWait?.(holderOf(first));
  const pause = Math.min(lookMs, timeout / 4);
  for (let watched = 0; watched < timeout; watched += pause) {
    await clock.wait(pause);
    throwIfCancelled(options.signal);
    const now = await lockContents(files, directory);
    if (now === null) return null;
    if (now !== first) throw new AppError("publish.locked", { ...holderOf(now) });
  }
  await askToTakeOver(first, timeout, options);
  // Reads the lock again, because its owner may have continued while the author was answering.
  return (await lockContents(files, directory)) === first ? first : null;
}

async function askToTakeOver(stale: string, timeout: number, { ask, signal }: LockOptions): Promise<void> {
  const holder = holderOf(stale);
  const watchedSeconds = Math.round(timeout / 1000);
  const { accept } = await ask({ kind: "lock", ...holder, watchedSeconds });
  throwIfCancelled(signal);
  if (!accept) throw new AppError("publish.locked", { ...holder });
}

/** Moves a dead lock away and deletes it. If its contents have changed meanwhile, moves the lock back. */
export async function takeAwayLock(
  files: RemoteFiles,
  state: string,
  directory: string,
  stale: string,
): Promise<void> {
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
