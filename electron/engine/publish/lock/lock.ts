import { AppError } from "#contract/errors.ts";
import type { LockClock } from "./lock-clock.ts";
import { describeHolder } from "./lock-contents.ts";
import { type LockOwner, lockRecord } from "./lock-record.ts";
import { ownLocks } from "./own-locks.ts";
import { orMissing, orRefused, type RemoteFiles } from "../base/remote-files.ts";

const heartbeatMs = 10_000;

interface LockParts {
  readonly directory: string;
  readonly nonce: string;
  readonly owner: LockOwner;
  /** Time at which the lock was taken, in ISO 8601. */
  readonly since: string;
  readonly clock: LockClock;
}

/** The exclusive right to change a site. At most one client holds this right. */
export class Lock {
  /** Unique id of this lock. The id is also a part of the staging directory's name. */
  readonly nonce: string;
  readonly #files: RemoteFiles;
  readonly #directory: string;
  readonly #owner: LockOwner;
  readonly #since: string;
  readonly #stopHeart: () => void;
  #beat = 0;

  /** Called only by `acquireLock`. */
  constructor(files: RemoteFiles, { directory, nonce, owner, since, clock }: LockParts) {
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

  /** Rejects with `publish.locked` if another client has taken this lock over. */
  async assertHeld(): Promise<void> {
    if ((await orMissing(this.#files.lstat(this.#file))) !== null) return;
    throw new AppError("publish.locked", await describeHolder(this.#files, this.#directory));
  }

  /** Releases the lock. Ignores errors, because the caller cannot do anything about a lost connection. */
  async release(): Promise<void> {
    if (!ownLocks.drop(this.nonce)) return;
    this.#stopHeart();
    try {
      // Repeats the removal of the directory if the server has not removed the file in time.
      const [, gone] = await Promise.all([
        this.#files.remove(this.#file),
        orRefused(this.#files.rmdir(this.#directory).then(() => true)),
      ]);
      if (!gone) await this.#files.rmdir(this.#directory);
    } catch {
      // Ignores the error: the lock stays on the server.
      // After some time without a heartbeat, another client can take the lock over.
    }
  }

  /** Writes the next heartbeat into the lock's file. If the file is missing, does not create it. */
  async #showLife(): Promise<void> {
    this.#beat += 1;
    try {
      const file = await this.#files.open(this.#file, "overwrite");
      await Promise.allSettled([file.write(this.#record(), 0), file.close()]);
    } catch {
      // Ignores a failure, because a client that has lost its lock can no longer change the live site:
      // every change needs the staging directory, which the next owner of the lock takes away.
    }
  }

  #record(): Uint8Array {
    return lockRecord(this.#owner, this.#since, this.#beat);
  }
}
