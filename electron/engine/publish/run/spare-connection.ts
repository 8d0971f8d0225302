import type { PublishResult } from "#contract/types/publish-run-types.ts";
import type { RemoteFiles } from "../base/remote-files.ts";
import type { Session } from "./tidy-cancel.ts";

/** Access to the files of a connected target. */
export interface OpenTarget {
  readonly files: RemoteFiles;
  /** The connection to the server. Null if the target needs none. */
  readonly session: Session | null;
  /** Notes for the author about the connection. */
  readonly notes?: PublishResult["notes"];
}

interface KeptConnection {
  /** The settings with which the connection was opened (`TargetAccess.server`). */
  readonly server: string;
  readonly open: OpenTarget;
}

/**
 * Keeps the connection of a failed publish, so that the author need not sign in again for the next attempt.
 * For example, a one-time code is valid only once.
 */
export class SpareConnection {
  #kept: KeptConnection | null = null;

  /** Keeps an open connection until the next call of `take` or `end`. */
  async keep(server: string, open: OpenTarget): Promise<void> {
    await this.end();
    this.#kept = { server, open };
  }

  /** Returns the kept connection, which the caller must end. Null if no connection to `server` is kept. */
  async take(server: string): Promise<OpenTarget | null> {
    const kept = this.#kept;
    if (kept?.server !== server || kept.open.session?.isLost) {
      await this.end();
      return null;
    }
    this.#kept = null;
    return kept.open;
  }

  /** Ends the kept connection. */
  async end(): Promise<void> {
    const kept = this.#kept;
    this.#kept = null;
    await kept?.open.session?.end();
  }
}
