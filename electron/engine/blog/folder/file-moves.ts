/** A file that got another name or place. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/** So long may lie between the two halves of a move, in milliseconds: where folders are polled, they are seconds apart. */
const longest = 10_000;

interface Sighting {
  readonly path: string;
  readonly at: number;
}

/**
 * Tells files that got another name from files that went and others that came: the same bytes went in one place and came in
 * another, in whichever order that is noticed.
 */
export class FileMoves {
  readonly #now: () => number;
  /** By hash. */
  readonly #came = new Map<string, Sighting>();
  readonly #gone = new Map<string, Sighting>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A file is there that was not; gives its move when another with these bytes has just gone. */
  came(path: string, hash: string): FileMove | null {
    const gone = this.#take(this.#gone, hash);
    if (gone !== null && gone !== path) return { from: gone, to: path };
    this.#note(this.#came, path, hash);
    return null;
  }

  /** A file is gone; gives its move when another with these bytes has just come. */
  went(path: string, hash: string): FileMove | null {
    const came = this.#take(this.#came, hash);
    if (came !== null && came !== path) return { from: path, to: came };
    this.#note(this.#gone, path, hash);
    return null;
  }

  #note(sightings: Map<string, Sighting>, path: string, hash: string): void {
    sightings.delete(hash);
    sightings.set(hash, { path, at: this.#now() });
    // The oldest come first.
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
