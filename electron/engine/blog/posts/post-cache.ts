import { mkdirSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineVersion } from "#engine/base/engine-version.ts";
import { pathsInside } from "#engine/base/paths-inside.ts";
import { type RawRecords, RecordLog, recordsFrom } from "#engine/base/record-log.ts";
import { KnownPost } from "./known-post.ts";
import type { Post } from "./post.ts";
import { type StoredPost, storedPost } from "./stored-post.ts";

/** A post without its text, and its file's state when it was read. */
interface Reading {
  readonly stamp: string;
  /** Time of reading, in milliseconds since the epoch. */
  readonly at: number;
  readonly post: StoredPost;
}

/**
 * A file that changed less than this many milliseconds before it was read may change again with the same file
 * time.
 */
const coarseness = 2000;

/**
 * Caches posts without their text between runs, in the file `posts` of a cache folder: an untouched file is
 * only checked with `stat`. The text is read from the file on access.
 */
export class PostCache {
  readonly #inside: (path: string) => string;
  readonly #log: RecordLog;
  /** Readings of an earlier run, and of this one. */
  readonly #earlier: RawRecords;
  readonly #fresh = new Map<string, Reading>();

  /** `readingKey` identifies the settings that affect how files are read. */
  constructor(folder: string, cacheFolder: string, readingKey: string) {
    this.#inside = pathsInside(folder);
    const location = join(cacheFolder, "posts");
    this.#log = new RecordLog(location, `posts ${engineVersion} ${readingKey}`);
    this.#earlier = this.#log.load();
  }

  /** Returns the cached post of a file that has not been touched since. */
  get(path: string, spelling: string): Post | undefined {
    const record = this.#earlier.get(path);
    const reading = record?.value();
    if (!record || !isReading(reading) || reading.post.path !== path) return undefined;
    const found = this.#look(spelling);
    if (!found || stampOf(found) !== reading.stamp) return undefined;
    if (Math.max(found.mtimeMs, found.ctimeMs) > reading.at - coarseness) return undefined;
    return new KnownPost(reading.post, this.#inside, spelling);
  }

  #look(spelling: string): Stats | undefined {
    const found = statSync(this.#inside(spelling), { throwIfNoEntry: false });
    return found?.isFile() ? found : undefined;
  }

  /**
   * Stores the post read from a file, and returns what `get` would; `before` is the file's state before the
   * reading.
   */
  put(post: Post, spelling: string, before: Stats): Post {
    const reading = readingOf(post, before);
    this.#earlier.delete(post.path);
    this.#fresh.set(post.path, reading);
    this.#log.note(post.path, reading);
    return new KnownPost(reading.post, this.#inside, spelling);
  }

  /** Removes deleted files and writes changes. Fails silently: without a cache, all files are read again. */
  close(paths: { has(path: string): boolean }): void {
    for (const path of this.#earlier.keys()) {
      if (paths.has(path)) continue;
      this.#earlier.delete(path);
      this.#log.note(path);
    }
    if (this.#fresh.size + this.#earlier.size === 0) return;
    try {
      mkdirSync(dirname(this.#log.location), { recursive: true });
      this.#log.flush(recordsFrom(this.#fresh, this.#earlier));
    } catch {
      // A read-only folder or a full disk
    }
  }
}

/** Returns the cache record of a file that was just read; `before` is its state before that. */
function readingOf({ body: _body, ...post }: Post, before: Stats): Reading {
  return { stamp: stampOf(before), at: Date.now(), post: storedPost(post) };
}

function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

/** A line of the right version and checksum is unchanged; the check is for the compiler. */
function isReading(value: unknown): value is Reading {
  return typeof value === "object" && value !== null && "stamp" in value && "at" in value && "post" in value;
}
