import { type Stats, statSync } from "node:fs";
import { join } from "node:path";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { AppError, type Problem } from "#contract/errors.ts";
import { readError } from "#engine/base/file-errors.ts";
import { isMissing, readIfThere as readFileIfThere } from "#engine/base/files/read-files.ts";
import { foldedName, isSameFile, isSpelledAsOnDisk } from "#engine/base/files/same-file.ts";
import { sha256 } from "#engine/base/hash.ts";
import { pathsInside } from "#engine/base/paths-inside.ts";
import { mapLimited } from "#engine/base/concurrency.ts";
import { FileReader } from "./file-reader.ts";
import { faultOfLink } from "../folder/linked-files.ts";
import { parsePost } from "./parse-post.ts";
import { findPostFiles } from "./post-files.ts";
import { withPackedText } from "./post-body.ts";
import type { Post } from "./post.ts";

export interface Refreshed {
  readonly path: string;
  readonly change: "new" | "changed" | "removed" | "none";
  /** The old path of a renamed file, if the new path differs only in case or Unicode form. */
  readonly movedFrom?: string;
  /**
   * Hash of the file's content. A deleted file keeps the hash of its last content.
   * The hash "" means that the file was never read.
   */
  readonly hash: string;
}

/** Caches parsed posts between runs of the program. The results are equal with and without the cache. */
export interface PostCache {
  /** Returns the cached post of a file, if the file has not changed since it was read. */
  get(path: string, spelling: string): Post | undefined;
  /**
   * Stores a post, and returns the object that `get` will return.
   * `before` is the state of the file just before it was read.
   */
  put(post: Post, spelling: string, before: Stats): Post;
  /** Removes the entries of files that are not in `paths`, and writes changes. Ignores errors. */
  close(paths: { has(path: string): boolean }): void;
}

/** Creates a cache of posts. `readingKey` identifies the settings that affect how posts are parsed. */
export type CreatePostCache = (readingKey: string) => PostCache;

/**
 * Number of files to read at once: enough to keep a disk busy, and below every system's limit of open files.
 */
const openFiles = 32;

/**
 * The posts in memory. The key of a post is the path of its file in Unicode form NFC.
 * If two paths differ only in Unicode form, the post whose path is not NFC has that path as its key.
 */
export class PostStore {
  readonly posts = new Map<string, Post>();
  /** Maps the path of each unreadable file to the problem of the file. */
  readonly unreadable = new Map<string, Problem>();
  readonly #folder: string;
  readonly #inside: (path: string) => string;
  /** Maps each path to its spelling on disk. `#paths` maps the spellings back to the paths. */
  readonly #spellings = new Map<string, string>();
  readonly #paths = new Map<string, string>();
  /**
   * Maps each folded name (`foldedName`) to the registered spellings with this folded name.
   * On a disk that ignores case, all spellings with the same `foldedName` belong to one file.
   */
  #folded: Map<string, string[]> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.#inside = pathsInside(folder);
  }

  /**
   * Reads all files again. With a cache, reads only the changed files.
   * The old posts stay available until all files are read.
   */
  async load(spellings: readonly string[], settings: BlogSettings, cache?: PostCache): Promise<void> {
    for (const map of [this.unreadable, this.#spellings, this.#paths]) map.clear();
    this.#folded = undefined;
    for (const spelling of spellings) this.#register(spelling);
    // Without a cache, reads asynchronously, so that a window's engine can answer calls in the meantime.
    const reader = cache && new FileReader();
    const posts = await mapLimited(spellings, openFiles, async (spelling) => {
      return this.#known(spelling, cache) ?? this.#read(spelling, settings, cache, reader);
    });
    this.posts.clear();
    for (const post of posts) {
      if (post) this.posts.set(post.path, post);
    }
    cache?.close(this.posts);
  }

  #known(spelling: string, cache: PostCache | undefined): Post | undefined {
    return cache?.get(this.#paths.get(spelling) ?? spelling, spelling);
  }

  /**
   * Reads a file again and returns how its post changed.
   * A symbolic link whose target is outside the blog folder is not read as a post.
   * A file registered under another spelling (`a.md`, `A.md`) gets the spelling that the folder lists.
   */
  async refresh(spelling: string, settings: BlogSettings): Promise<Refreshed> {
    const other = await this.#otherSpellingOf(spelling);
    if (other === undefined) return this.#refresh(spelling, settings);
    if (!(await isSpelledAsOnDisk(this.#inside(spelling)))) return this.#refresh(other, settings);
    const from = this.drop(other);
    const refreshed = await this.#refresh(spelling, settings);
    if (from === undefined || refreshed.change !== "new") return refreshed;
    return from === refreshed.path ? { ...refreshed, change: "changed" } : { ...refreshed, movedFrom: from };
  }

  /**
   * Returns the spelling under which the file is registered, if it differs from the given spelling.
   * Returns undefined if the file is registered under the given spelling.
   */
  async #otherSpellingOf(spelling: string): Promise<string | undefined> {
    if (this.#paths.has(spelling)) return undefined;
    this.#folded ??= byFoldedName(this.#paths.keys());
    for (const other of this.#folded.get(foldedName(spelling)) ?? []) {
      if (await isSameFile(this.#inside(other), this.#inside(spelling))) return other;
    }
    return undefined;
  }

  async #refresh(spelling: string, settings: BlogSettings): Promise<Refreshed> {
    const path = this.#paths.get(spelling) ?? this.#register(spelling);
    const before = this.posts.get(path);
    const isReadable = (await faultOfLink(this.#folder, spelling)) === null;
    const post = isReadable ? await this.#read(spelling, settings) : null;
    // Keeps the post of a file that exists but is unreadable. The reported problem blocks publishing.
    if (!post && before && this.unreadable.has(path)) return { path, change: "none", hash: before.hash };
    const hash = (post ?? before)?.hash ?? "";
    if (post && post.hash === before?.hash) return { path, change: "none", hash };
    if (post) this.posts.set(path, post);
    else this.drop(spelling);
    if (!post) return { path, change: before ? "removed" : "none", hash };
    return { path, change: before ? "changed" : "new", hash };
  }

  /** Updates the post of a file that was just written. `bytes` is the new content of the file. */
  put(spelling: string, bytes: Uint8Array, settings: BlogSettings): Post {
    const path = this.#register(spelling);
    const post = withPackedText(parsePost({ path, bytes, settings }));
    this.posts.set(path, post);
    return post;
  }

  /** Removes the post of a file that no longer exists. Returns the post's path. */
  drop(spelling: string): string | undefined {
    const path = this.#paths.get(spelling);
    if (path === undefined) return undefined;
    this.#paths.delete(spelling);
    this.#spellings.delete(path);
    const same = this.#folded?.get(foldedName(spelling));
    same?.splice(same.indexOf(spelling), 1);
    this.posts.delete(path);
    return path;
  }

  /** Finds the renamed file of a post by its hash. Resolves with the post's new path, or with null. */
  async findRenamed(path: string, hash: string, settings: BlogSettings): Promise<string | null> {
    for (const spelling of (await findPostFiles(this.#folder)).paths) {
      const isKnown = this.#paths.has(spelling);
      const bytes = isKnown ? null : await readIfThere(join(this.#folder, spelling), spelling);
      if (!bytes || sha256(bytes) !== hash) continue;
      this.drop(this.spellingOf(path));
      return this.put(spelling, bytes, settings).path;
    }
    return null;
  }

  /** Returns a path as spelled on disk. Returns `path` itself if no file has this path. */
  spellingOf(path: string): string {
    return this.#spellings.get(path) ?? path;
  }

  /** Returns the blog path of a registered file, given its spelling on disk. */
  pathOf(spelling: string): string | undefined {
    return this.#paths.get(spelling);
  }

  /** Returns the paths of all registered files, as they are spelled on disk. */
  spellings(): Iterable<string> {
    return this.#paths.keys();
  }

  /** Reads a post from disk. Returns null if the file was deleted or cannot be read. */
  async #read(
    spelling: string,
    settings: BlogSettings,
    cache?: PostCache,
    reader?: FileReader,
  ): Promise<Post | null> {
    const path = this.#paths.get(spelling) ?? spelling;
    this.unreadable.delete(path);
    try {
      const location = this.#inside(spelling);
      const before = cache && statSync(location, { throwIfNoEntry: false });
      const bytes = await readIfThere(location, spelling, reader);
      const post = bytes && parsePost({ path, bytes, settings });
      if (!post) return null;
      return cache && before ? cache.put(post, spelling, before) : withPackedText(post);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, values } = error;
      this.unreadable.set(path, { code, severity: "error", file: path, values });
      return null;
    }
  }

  #register(spelling: string): string {
    const known = this.#paths.get(spelling);
    if (known !== undefined) return known;
    const composed = spelling.normalize("NFC");
    const holder = this.#spellings.get(composed);
    if (holder !== undefined && composed === spelling) this.#giveBack(composed, holder);
    const path = holder !== undefined && composed !== spelling ? spelling : composed;
    this.#spellings.set(path, spelling);
    this.#paths.set(spelling, path);
    const key = foldedName(spelling);
    this.#folded?.set(key, [...(this.#folded.get(key) ?? []), spelling]);
    return path;
  }

  /**
   * Registers a file under the spelling of its path on disk (`holder`) instead of the NFC path (`path`).
   * This frees `path` for another file, whose path on disk is in NFC.
   */
  #giveBack(path: string, holder: string): void {
    const post = this.posts.get(path);
    this.#spellings.set(holder, holder);
    this.#paths.set(holder, holder);
    if (post) this.posts.set(holder, { ...post, path: holder });
  }
}

function byFoldedName(spellings: Iterable<string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const spelling of spellings) {
    const key = foldedName(spelling);
    const same = found.get(key);
    if (same) same.push(spelling);
    else found.set(key, [spelling]);
  }
  return found;
}

/** Reads a file. Returns null if there is none. Errors contain `path`. */
export async function readIfThere(
  location: string,
  path: string,
  reader?: FileReader,
): Promise<Uint8Array | null> {
  try {
    if (reader) return await reader.read(location);
  } catch (error) {
    if (isMissing(error)) return null;
  }
  // Reads the file once more if the reader failed: another program may have locked the file briefly.
  return readFileIfThere(location).catch((error: unknown) => {
    throw readError(error, path);
  });
}
