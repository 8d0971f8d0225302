import type { ServerTraits } from "../state/manifest.ts";
import { orMissing, type RemoteFiles } from "./remote-files.ts";

/** Puts one file in the place of another, in the best way that a server has. */
export class Moves {
  readonly #files: RemoteFiles;
  readonly #replace: ServerTraits["replace"];

  constructor(files: RemoteFiles, traits: ServerTraits) {
    this.#files = files;
    this.#replace = traits.replace;
  }

  /** One request moves a file, so that others can be sent behind it. */
  get isOneRequest(): boolean {
    return this.#replace !== "none";
  }

  /** Moves `from` to `to`, whether or not there is a file. `aside` is where the old one goes if it cannot be replaced. */
  async into(from: string, to: string, aside: string): Promise<void> {
    if (this.#replace === "posix") return this.#files.replace(from, to);
    if (this.#replace === "plain") return this.#files.rename(from, to);
    // One after the other: servers that work on several requests at once would move the new file aside.
    await orMissing(this.#files.rename(to, aside));
    await this.#files.rename(from, to);
  }

  /** Moves to a name that is free. */
  toFree(from: string, to: string): Promise<void> {
    return this.#replace === "posix" ? this.#files.replace(from, to) : this.#files.rename(from, to);
  }
}
