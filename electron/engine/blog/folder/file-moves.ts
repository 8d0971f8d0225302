/** A file that was renamed or moved. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/**
 * Maximum number of milliseconds between the deletion of a file and the creation of the moved file.
 * It is long, because polling may detect the new file several seconds before or after the deletion.
 */
const longest = 10_000;

interface Sighting {
  readonly path: string;
  readonly at: number;
}

/** Detects moved files: a deleted file and a new file with equal content are one moved file. */
export class FileMoves {
  readonly #now: () => number;
  /**
   * `#came` keeps new files, in case the deletion of a file with equal content is detected later.
   * `#gone` keeps deleted files, in case a new file with equal content is detected later.
   * The keys of `#came` and `#gone` are hashes of the files' contents.
   */
  readonly #came = new Map<string, Sighting>();
  readonly #gone = new Map<string, Sighting>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Records a new file. Returns a move if a file with the same content was deleted shortly before. */
  came(path: string, hash: string): FileMove | null {
    const gone = this.#take(this.#gone, hash);
    if (gone !== null && gone !== path) return { from: gone, to: path };
    this.#note(this.#came, path, hash);
    return null;
  }

  /** Records a deleted file. Returns a move if a file with the same content appeared shortly before. */
  went(path: string, hash: string): FileMove | null {
    const came = this.#take(this.#came, hash);
    if (came !== null && came !== path) return { from: path, to: came };
    this.#note(this.#gone, path, hash);
    return null;
  }

  #note(sightings: Map<string, Sighting>, path: string, hash: string): void {
    sightings.delete(hash);
    sightings.set(hash, { path, at: this.#now() });
    // The map lists the oldest detection first, so the loop ends at the first detection that is still recent.
    for (const [old, { at }] of sightings) {
      if (this.#now() - at <= longest) return;
      sightings.delete(old);
    }
  }

  #take(sightings: Map<string, Sighting>, hash: string): string | null {
    const seen = sightings.get(hash);
    sightings.delete(hash);
    return seen && this.#now() - seen.at <= longest ? seen.path : null;
  }
}
