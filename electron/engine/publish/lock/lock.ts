import { AppError } from "#contract/errors.ts";
import type { LockClock } from "./lock-clock.ts";
import { describeHolder } from "./lock-contents.ts";
import { type LockOwner, lockRecord } from "./lock-record.ts";
import { ownLocks } from "./own-locks.ts";
import { orMissing, orRefused, type RemoteFiles } from "../base/remote-files.ts";

const heartbeatMs = 10_000;

/** The right to change a site. At most one client has it, however many computers publish. */
export class Lock {
  /** Names this lock among all there ever were; the stage directory carries it. */
  readonly nonce: string;
  readonly #files: RemoteFiles;
  readonly #directory: string;
  readonly #owner: LockOwner;
  readonly #since: string;
  readonly #stopHeart: () => void;
  #beat = 0;

  /** To be made by `acquireLock` only. */
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

  /** Rejects with `publish.locked` when another client took the lock over, as it may from one that seemed dead. */
  async assertHeld(): Promise<void> {
    if ((await orMissing(this.#files.lstat(this.#file))) !== null) return;
    throw new AppError("publish.locked", await describeHolder(this.#files, this.#directory));
  }

  /** Lets others in. Never rejects: after a lost connection there is nobody to tell. */
  async release(): Promise<void> {
    if (!ownLocks.drop(this.nonce)) return;
    this.#stopHeart();
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
