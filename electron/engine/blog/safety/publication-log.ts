import { nullIfMissing } from "#engine/base/files/read-files.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";

const file = "published";

/**
 * Records all published versions of posts in `.hitofude/history/published`.
 * Each line contains the time of publication and the hash of a version.
 * Records no path of a post, because the file of the post may be moved later.
 */
export class PublicationLog {
  readonly #folder: OwnFolder;
  #known: Promise<Map<string, number>> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(blogFolder: string) {
    this.#folder = new OwnFolder(blogFolder, ".hitofude", "history");
  }

  /**
   * Returns a map from the hash of each version to the time of the version's first publish.
   * Times are in milliseconds since the epoch.
   */
  times(): Promise<ReadonlyMap<string, number>> {
    return this.#times();
  }

  /**
   * Records that the versions with these hashes are online at `now`.
   * Resolves when the record is on disk, or when writing it has failed.
   */
  mark(hashes: Iterable<string>, now: number): Promise<void> {
    const list = [...hashes];
    this.#writing = this.#writing.then(() => this.#append(list, now)).catch(() => undefined);
    return this.#writing;
  }

  async #append(hashes: readonly string[], now: number): Promise<void> {
    const known = await this.#times();
    const fresh = hashes.filter((hash) => !known.has(hash));
    if (fresh.length === 0) return;
    // Each entry begins with a line end, so that it never continues a line that a crash has cut off.
    await this.#folder.append(file, fresh.map((hash) => `\n${now} ${hash}`).join(""));
    for (const hash of fresh) known.set(hash, now);
  }

  /** Reads the file on the first call, and again on later calls until reading succeeds. */
  #times(): Promise<Map<string, number>> {
    this.#known ??= this.#load().catch((error: unknown) => {
      this.#known = undefined;
      throw error;
    });
    return this.#known;
  }

  async #load(): Promise<Map<string, number>> {
    const text = String((await this.#folder.read(file).catch(nullIfMissing)) ?? "");
    const times = new Map<string, number>();
    for (const line of text.split("\n")) {
      const [, time, hash] = /^(\d+) ([0-9a-f]{64})$/.exec(line) ?? [];
      if (time && hash && !times.has(hash)) times.set(hash, Number(time));
    }
    return times;
  }
}
