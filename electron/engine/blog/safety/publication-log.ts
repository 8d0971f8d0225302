import { OwnFolder } from "#engine/base/own-folder.ts";

const file = "published";

/**
 * Records all published versions of posts in `.hitofude/history/published`: a line per version with its hash
 * and the time when it was first live. The hash identifies the text, also after the file was moved.
 */
export class PublicationLog {
  readonly #folder: OwnFolder;
  #known: Promise<Map<string, number>> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(blogFolder: string) {
    this.#folder = new OwnFolder(blogFolder, ".hitofude", "history");
  }

  /** Hash of each published version → time of its first publish, in milliseconds since the epoch. */
  times(): Promise<ReadonlyMap<string, number>> {
    this.#known ??= this.#load();
    return this.#known;
  }

  /**
   * Records that these versions are live. Resolves when that is on disk; ignores a disk that cannot be
   * written.
   */
  mark(hashes: Iterable<string>, now: number): Promise<void> {
    const list = [...hashes];
    this.#writing = this.#writing.then(() => this.#append(list, now)).catch(() => undefined);
    return this.#writing;
  }

  async #append(hashes: readonly string[], now: number): Promise<void> {
    this.#known ??= this.#load();
    const known = await this.#known;
    const fresh = hashes.filter((hash) => !known.has(hash));
    if (fresh.length === 0) return;
    for (const hash of fresh) known.set(hash, now);
    // The line end comes first, so that a line torn by a crash does not damage the next.
    await this.#folder.append(file, fresh.map((hash) => `\n${now} ${hash}`).join(""));
  }

  async #load(): Promise<Map<string, number>> {
    const text = String(await this.#folder.read(file).catch(() => ""));
    const times = new Map<string, number>();
    for (const line of text.split("\n")) {
      const [, time, hash] = /^(\d+) ([0-9a-f]{64})$/.exec(line) ?? [];
      if (time && hash && !times.has(hash)) times.set(hash, Number(time));
    }
    return times;
  }
}
