import { mkdirSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineVersion } from "#engine/base/engine-version.ts";
import { pathsInside } from "#engine/base/paths-inside.ts";
import { type RawRecords, RecordLog, recordsFrom } from "#engine/base/record-log.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { PostCache } from "#engine/blog/posts/post-store.ts";

type PostWithoutText = Omit<Post, "body">;

/** A cached post without its text, and the state of the post's file when it was read. */
interface Reading {
  readonly stamp: string;
  /** Time at which the file was read, in milliseconds since the epoch. */
  readonly at: number;
  readonly post: PostWithoutText;
}

/**
 * Resolution of timestamps on the coarsest file systems, in milliseconds.
 * The second of two changes within this time may leave the modification time of a file unchanged.
 */
const coarseness = 2000;

/** Caches posts without their texts between runs, in the file `posts` of a cache folder. */
export class PostFileCache implements PostCache {
  readonly #inside: (path: string) => string;
  readonly #log: RecordLog;
  /** The valid posts of earlier runs. `#fresh` contains the posts of this run. */
  readonly #earlier: RawRecords;
  readonly #fresh = new Map<string, Reading>();

  /** `readingKey` identifies the values of the settings that affect how files are parsed. */
  constructor(folder: string, cacheFolder: string, readingKey: string) {
    this.#inside = pathsInside(folder);
    const location = join(cacheFolder, "posts");
    this.#log = new RecordLog(location, `posts ${engineVersion} ${readingKey}`);
    this.#earlier = this.#log.load();
  }

  get(path: string, spelling: string): Post | undefined {
    const record = this.#earlier.get(path);
    const reading = record?.value();
    if (!record || !isReading(reading) || reading.post.path !== path) return undefined;
    const found = this.#look(spelling);
    if (!found || stampOf(found) !== reading.stamp) return undefined;
    if (Math.max(found.mtimeMs, found.ctimeMs) > reading.at - coarseness) return undefined;
    return this.#withFile(reading.post, spelling);
  }

  #withFile(post: PostWithoutText, spelling: string): Post {
    return { ...post, body: { file: this.#inside(spelling) } };
  }

  #look(spelling: string): Stats | undefined {
    const found = statSync(this.#inside(spelling), { throwIfNoEntry: false });
    return found?.isFile() ? found : undefined;
  }

  put(post: Post, spelling: string, before: Stats): Post {
    const reading = readingOf(post, before);
    this.#earlier.delete(post.path);
    this.#fresh.set(post.path, reading);
    this.#log.note(post.path, reading);
    return this.#withFile(reading.post, spelling);
  }

  // Ignores errors, because the next run can read all files without a cache.
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
      // Ignores the error, because the cache folder may be read-only or the disk may be full.
    }
  }
}

/** Returns the cache record of a post. `before` is the state of the post's file before it was read. */
function readingOf({ body: _body, ...post }: Post, before: Stats): Reading {
  return { stamp: stampOf(before), at: Date.now(), post };
}

function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

/** Checks only which properties exist, because the version and checksum of the line were checked before. */
function isReading(value: unknown): value is Reading {
  return typeof value === "object" && value !== null && "stamp" in value && "at" in value && "post" in value;
}
