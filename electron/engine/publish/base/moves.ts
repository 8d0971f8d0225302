import type { ServerTraits } from "./server-traits.ts";
import { type ReplaceStrategy, replaceStrategy } from "./capabilities.ts";
import { orMissing, type RemoteFiles } from "./remote-files.ts";

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
    // A server that handles requests in parallel could move the new file away instead of the old one.
    await orMissing(this.#files.rename(to, aside));
    await this.#files.rename(from, to);
  }

  /** Moves a file to a name that does not exist yet. */
  toFree(from: string, to: string): Promise<void> {
    return this.#strategy === "renameOver" ? this.#files.replace(from, to) : this.#files.rename(from, to);
  }
}
