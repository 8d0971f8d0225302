import { mkdirSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineVersion } from "#engine/base/engine-version.ts";
import { pathsInside } from "#engine/base/paths-inside.ts";
import { type RawRecords, RecordLog, recordsFrom } from "#engine/base/record-log.ts";
import { KnownPost } from "./known-post.ts";
import type { Post } from "./post.ts";
import { type StoredPost, storedPost } from "./stored-post.ts";

/** A post without its text, and the state of its file when it was read. */
interface Reading {
  readonly stamp: string;
  /** When it was read, in milliseconds since the epoch. */
  readonly at: number;
  readonly post: StoredPost;
}

/** A file that changed so shortly before it was read may change again without its time showing it. */
const coarseness = 2000;

/**
 * What was read from posts' files, kept from run to run in the file `posts` of a cache folder: of a file that has not been touched
 * since, only the state is looked at. The text itself is read from the file when it is asked for.
 */
export class PostCache {
  readonly #inside: (path: string) => string;
  readonly #log: RecordLog;
  /** What an earlier run read, and what this one did. */
  readonly #earlier: RawRecords;
  readonly #fresh = new Map<string, Reading>();

  /** `readingKey` stands for what decides how files are read. */
  constructor(folder: string, cacheFolder: string, readingKey: string) {
    this.#inside = pathsInside(folder);
    const location = join(cacheFolder, "posts");
    this.#log = new RecordLog(location, `posts ${engineVersion} ${readingKey}`);
    this.#earlier = this.#log.load();
  }

  /** The post of a file as it is on disk, when it was read before and has not been touched since. */
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

  /** Notes what was read from a file, and gives what `get` would; `before` is the file's state before the reading. */
  put(post: Post, spelling: string, before: Stats): Post {
    const reading = readingOf(post, before);
    this.#earlier.delete(post.path);
    this.#fresh.set(post.path, reading);
    this.#log.note(post.path, reading);
    return new KnownPost(reading.post, this.#inside, spelling);
  }

  /** Forgets files that are gone, and writes what changed. Fails silently: without a cache, all is read again. */
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
      // A folder that may only be read, or a full disk
    }
  }
}

/** What is kept of a file that was read just now; `before` is its state before that. */
function readingOf({ body: _body, ...post }: Post, before: Stats): Reading {
  return { stamp: stampOf(before), at: Date.now(), post: storedPost(post) };
}

function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

/** What a line of the right version and checksum holds is what was written; the rest is for the compiler. */
function isReading(value: unknown): value is Reading {
  return typeof value === "object" && value !== null && "stamp" in value && "at" in value && "post" in value;
}
