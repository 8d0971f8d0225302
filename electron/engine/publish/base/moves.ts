import type { ServerTraits } from "./server-traits.ts";
import { type ReplaceStrategy, replaceStrategy } from "./capabilities.ts";
import { orMissing, orRefused, type RemoteFiles } from "./remote-files.ts";

/** Moves files, and replaces one file with another in the best way that the server supports. */
export class Moves {
  readonly #files: RemoteFiles;
  readonly #strategy: ReplaceStrategy;

  constructor(files: RemoteFiles, traits: ServerTraits) {
    this.#files = files;
    this.#strategy = replaceStrategy(traits);
  }

  /** Whether `into` sends only one request. Callers can then send their next request without waiting. */
  get isOneRequest(): boolean {
    return this.#strategy !== "moveAside";
  }

  /** Moves `from` to `to`. If the server cannot replace a file, the old file at `to` is moved to `aside`. */
  async into(from: string, to: string, aside: string): Promise<void> {
    if (this.#strategy === "renameOver") return this.#files.replace(from, to);
    if (this.#strategy === "plainRename") return this.#files.rename(from, to);
    // Waits for the reply, because a server with parallel requests could otherwise move the new file aside.
    const isAside = (await orMissing(this.#files.rename(to, aside).then(() => true))) === true;
    try {
      await this.#files.rename(from, to);
    } catch (error) {
      // Moves the old file back, so that readers see the old page until the next publish.
      if (isAside) await orRefused(this.#files.rename(aside, to)).catch(() => undefined);
      throw error;
    }
  }

  /** Moves a file to a name that does not exist yet. */
  toFree(from: string, to: string): Promise<void> {
    return this.#strategy === "renameOver" ? this.#files.replace(from, to) : this.#files.rename(from, to);
  }
}
