import { AppError } from "#contract/errors.ts";
import type { LockClock } from "./lock-clock.ts";
import { describeHolder } from "./lock-contents.ts";
import { type LockOwner, lockRecord } from "./lock-record.ts";
import { ownLocks } from "./own-locks.ts";
import { orMissing, orRefused, type RemoteFiles } from "../base/remote-files.ts";

const heartbeatMs = 10_000;

/** The exclusive right to change a site: at most one client holds it. */
export class Lock {
  /** Unique id of this lock. It is also part of the name of our stage directory. */
  readonly nonce: string;
  readonly #files: RemoteFiles;
  readonly #directory: string;
  readonly #owner: LockOwner;
  readonly #since: string;
  readonly #stopHeart: () => void;
  #beat = 0;

  /** Called only by `acquireLock`. */
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
   * Rejects with `publish.locked` if we no longer hold the lock, because another client thought that we were
   * dead and took the lock over.
   */
  async assertHeld(): Promise<void> {
    if ((await orMissing(this.#files.lstat(this.#file))) !== null) return;
    throw new AppError("publish.locked", await describeHolder(this.#files, this.#directory));
  }

  /** Releases the lock. Never rejects, since nothing can be done if the connection is lost. */
  async release(): Promise<void> {
    if (!ownLocks.drop(this.nonce)) return;
    this.#stopHeart();
    try {
      // Both requests are sent together. If the server handles them in the other order, the directory is not
      // empty yet, and its removal is repeated.
      const [, gone] = await Promise.all([
        this.#files.remove(this.#file),
        orRefused(this.#files.rmdir(this.#directory).then(() => true)),
      ]);
      if (!gone) await this.#files.rmdir(this.#directory);
    } catch {
      // The lock stays on the server. The next client finds that its heartbeat no longer changes, and takes
      // it over.
    }
  }

  /**
   * Writes the next heartbeat into the lock's file. Never creates the file: a lock that another client has
   * taken over must not come back.
   */
  async #showLife(): Promise<void> {
    this.#beat += 1;
    try {
      const file = await this.#files.open(this.#file, "overwrite");
      await Promise.allSettled([file.write(this.#record(), 0), file.close()]);
    } catch {
      // A failure is ignored: `assertHeld` checks the lock before anything that needs it.
    }
  }

  #record(): Uint8Array {
    return lockRecord(this.#owner, this.#since, this.#beat);
  }
}
