import { AppError } from "#contract/errors.ts";
import type { LockClock } from "./lock-clock.ts";
import { describeHolder } from "./lock-contents.ts";
import { type LockOwner, lockRecord } from "./lock-record.ts";
import { ownLocks } from "./own-locks.ts";
import { orMissing, orRefused, type RemoteFiles } from "../base/remote-files.ts";

const heartbeatMs = 10_000;

/** The exclusive right to change a site: at most one client has it. */
export class Lock {
  /** Unique id of this lock; part of the stage directory's name. */
  readonly nonce: string;
  readonly #files: RemoteFiles;
  readonly #directory: string;
  readonly #owner: LockOwner;
  readonly #since: string;
  readonly #stopHeart: () => void;
  #beat = 0;

  /** Called by `acquireLock` only. */
  constructor(
    files: RemoteFiles,
    directory: string,
    nonce: string,
    owner: LockOwner,
    since: string,
    clock: LockClock,
  ) {
    this.nonce = nonce;
    this.#since = since;
    this.#files = files;
    this.#directory = directory;
    this.#owner = owner;
    ownLocks.hold(nonce);
    this.#stopHeart = clock.every(heartbeatMs, () => void this.#showLife());
  }

  get #file(): string {
    return `${this.#directory}/${this.nonce}`;
  }

  /**
   * Rejects with `publish.locked` when another client has taken the lock over, because this one seemed dead.
   */
  async assertHeld(): Promise<void> {
    if ((await orMissing(this.#files.lstat(this.#file))) !== null) return;
    throw new AppError("publish.locked", await describeHolder(this.#files, this.#directory));
  }

  /** Releases the lock. Never rejects: after a lost connection nothing can be done. */
  async release(): Promise<void> {
    if (!ownLocks.drop(this.nonce)) return;
    this.#stopHeart();
    try {
      // Sent together; retried if the server handled them in another order.
      const [, gone] = await Promise.all([
        this.#files.remove(this.#file),
        orRefused(this.#files.rmdir(this.#directory).then(() => true)),
      ]);
      if (!gone) await this.#files.rmdir(this.#directory);
    } catch {
      // The next client finds a lock without a heartbeat.
    }
  }

  /** Overwrites the record only if it exists: a lock that was taken over is not recreated. */
  async #showLife(): Promise<void> {
    this.#beat += 1;
    try {
      const file = await this.#files.open(this.#file, "overwrite");
      await Promise.allSettled([file.write(this.#record(), 0), file.close()]);
    } catch {
      // `assertHeld` checks the lock where it matters.
    }
  }

  #record(): Uint8Array {
    return lockRecord(this.#owner, this.#since, this.#beat);
  }
}
