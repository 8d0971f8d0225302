import { dirname, join, posix, relative, sep } from "node:path";
import { AppError, toWireError } from "#contract/errors.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import type { WorkQueue } from "#engine/base/concurrency.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { rm, writeFile } from "#engine/base/files/change-files.ts";
import { targetIfThere } from "#engine/base/files/read-files.ts";
import { sha256 } from "#engine/base/hash.ts";
import { expectOwn, makeFolderInside } from "#engine/base/own-path.ts";
import { isPortableName } from "#contract/text/portable-name.ts";
import { systemCode } from "#contract/file-retries.ts";
import { resolveInside } from "#engine/base/safe-path.ts";
import {
  decodeAs,
  decodeByGuess,
  decodeUtf8Strict,
  decodeWithoutLoss,
  guessEncoding,
  type Reading,
  readingsOf,
} from "#engine/base/text/text-encoding.ts";
import type { FolderState } from "../folder/folder-state.ts";
import { expectBlog } from "../folder/presence.ts";
import { editFrontMatter } from "../front-matter/edit-front-matter.ts";
import { splitFrontMatter } from "../front-matter/front-matter.ts";
import type { FrontMatterChanges } from "../front-matter/front-matter-spelling.ts";
import { History } from "../safety/history.ts";
import { moveFile, Trash } from "../safety/trash.ts";
import { isTemporary } from "../safety/undo-log.ts";
import { keepLineEnds } from "./line-ends.ts";
import { type CreatePost, newPostPaths, newPostText } from "./new-post.ts";
import { parsePost } from "./parse-post.ts";
import type { Post } from "./post.ts";
import { isPostPath } from "./post-files.ts";
import { readIfThere } from "./post-store.ts";

/** A post's file in the form that the editor uses, without a byte order mark. */
export interface StoredDocument {
  readonly path: string;
  /** The front matter as written, with its fences, or "" if there is none. */
  readonly frontMatter: string;
  readonly body: string;
  /** SHA-256 of the file's bytes, hex. The editor passes the hash as `baseHash` with the next save. */
  readonly hash: string;
  /** The probable encoding of a file that is not UTF-8 and cannot be saved safely. Null for UTF-8. */
  readonly encoding: string | null;
}

export interface SavePost {
  readonly path: string;
  readonly frontMatter: string;
  readonly body: string;
  /** Hash that the file had when the editor last read or saved it. A different hash means a conflict. */
  readonly baseHash: string;
  /** Whether to overwrite the file even if it has changed on disk or is not UTF-8. */
  readonly force: boolean;
}

interface PostLocation {
  readonly location: string;
  /** Path relative to the blog folder, as spelled on disk. */
  readonly spelling: string;
}

/** Reads and writes the files of posts, and updates the folder state. Runs one write per file at a time. */
export class PostDocuments {
  readonly history: History;
  readonly #state: FolderState;
  readonly #queue: WorkQueue;
  readonly #trash: Trash;

  constructor(state: FolderState, queue: WorkQueue) {
    this.#state = state;
    this.#queue = queue;
    this.history = new History(state.folder);
    this.#trash = new Trash(state.folder);
  }

  /** Reads a post's file from disk. Rejects with `file.notFound` or `file.outside`. */
  async read(path: string): Promise<StoredDocument> {
    const bytes = await this.#bytesOf(path);
    const text = decodeUtf8Strict(bytes);
    const document = toDocument(path, bytes, text ?? decodeByGuess(bytes));
    return text === null ? { ...document, encoding: guessEncoding(bytes) } : document;
  }

  /**
   * Returns the modification time of a post's file, in milliseconds since the epoch.
   * Rejects with `file.notFound`.
   */
  async changedTime(path: string): Promise<number> {
    const entry = await targetIfThere(join(this.#state.folder, this.#state.store.spellingOf(path)));
    if (!entry) throw new AppError("file.notFound", { path });
    return entry.mtimeMs;
  }

  /**
   * Saves the text of a post. The file keeps its byte order mark and line ends.
   * Rejects with `post.conflict` if the file has changed, or `post.notUtf8`. `force` prevents both errors.
   * Also rejects with `file.readOnly`, `file.diskFull` or `file.failed`, and leaves the file unchanged.
   */
  save(input: SavePost): Promise<StoredDocument> {
    const { path, frontMatter, body, baseHash, force } = input;
    return this.#queue.run(path, async () => {
      const { spelling } = await this.#locate(path);
      const before = await readIfThere(join(this.#state.folder, spelling), spelling);
      if (!force && (before === null || sha256(before) !== baseHash))
        throw new AppError("post.conflict", { path });
      const textBefore = before === null ? "" : decodeUtf8Strict(before);
      // Decoding by a guessed encoding can lose characters, so only `force` overwrites such a file.
      if (before !== null && textBefore === null && !force) throw notUtf8(path, before);
      if (before !== null && textBefore === null) await this.history.add(path, before, Date.now());
      const bom = textBefore?.startsWith("\uFEFF") ? "\uFEFF" : "";
      const text = bom + keepLineEnds(frontMatter + body, textBefore ?? "");
      if (before !== null)
        await this.#keep(path, before, await this.changedTime(path).catch(() => undefined));
      const document = await this.#write(path, text, before);
      await this.#keep(path, Buffer.from(text));
      return document;
    });
  }

  /**
   * Changes properties in the front matter on disk. Adds no version to the history.
   * Does not check whether the file has changed since the last read.
   */
  edit(path: string, changes: FrontMatterChanges): Promise<StoredDocument> {
    return this.#queue.run(path, async () => {
      const before = await this.#bytesOf(path);
      const text = decodeUtf8Strict(before);
      if (text === null) throw notUtf8(path, before);
      const { bom, frontMatter, body } = splitFrontMatter(text);
      return this.#write(path, bom + editFrontMatter(frontMatter, changes, path) + body, before);
    });
  }

  /** Returns the encodings that a post's file can have if it is not UTF-8. The most probable comes first. */
  async readings(path: string): Promise<Reading[]> {
    const bytes = await this.#bytesOf(path);
    return decodeUtf8Strict(bytes) === null ? readingsOf(bytes) : [];
  }

  /**
   * Converts the file of a post from another encoding to UTF-8. The history keeps the original file.
   * Rejects with `post.encodingUnknown` if the encoding is unknown. Also rejects with `file.*`.
   */
  convert(path: string, encoding?: string): Promise<StoredDocument> {
    return this.#queue.run(path, async () => {
      const before = await this.#bytesOf(path);
      const known = decodeUtf8Strict(before);
      const text = known ?? (encoding ? decodeAs(before, encoding) : decodeWithoutLoss(before));
      if (text === null) throw new AppError("post.encodingUnknown", { path });
      // Adds the original bytes to the history first, so that a wrong conversion loses nothing.
      // If the history cannot be written, the file stays unconverted.
      if (known === null) await this.history.add(path, before, Date.now());
      const document = await this.#write(path, text, before);
      await this.#keep(path, Buffer.from(text));
      return document;
    });
  }

  /** Creates the file of a new post under a free name, and resolves with its blog path. */
  async create(post: CreatePost): Promise<string> {
    const now = Date.now();
    const { settings } = this.#state;
    const text = newPostText(post, settings.timeZone, now);
    for (const path of newPostPaths(post, settings, now)) {
      const { location } = await this.#locate(path);
      await expectOwn(this.#state.folder, location);
      const isMade = await this.#queue.run(path, async () => {
        if (!(await reserve(this.#state.folder, location, path))) return false;
        try {
          await this.#write(path, text, null);
        } catch (error) {
          // Removes the empty file that reserved the name, because the list would show it as an empty post.
          await rm(location, { force: true }).catch(() => undefined);
          throw error;
        }
        return true;
      });
      if (isMade) return path;
    }
    throw new Error("the names never end");
  }

  /** Renames or moves a post's file. Rejects with `post.exists` if a file has the new path. */
  rename(path: string, to: string): Promise<void> {
    return this.#queue.run(path, async () => {
      // Refuses reserved names such as `aux`, because Windows cannot open files with these names.
      if (!isPortableName(posix.basename(to))) throw new AppError("file.nameReserved", { path: to });
      const bytes = await this.#bytesOf(path);
      const [source, target] = [await this.#locate(path), await this.#locate(to)];
      await moveFile(this.#state.folder, source.location, target.location, to);
      this.#state.store.drop(source.spelling);
      this.#state.store.put(target.spelling, bytes, this.#state.settings);
      // Ignores errors, because the file is already renamed. Unmoved versions stay under the old path.
      await this.history.move(path, to).catch(() => undefined);
    });
  }

  /** Finds a post whose file was renamed, by the hash of its content. Resolves with the new path, or null. */
  findRenamed(path: string, hash: string): Promise<string | null> {
    return this.#state.store.findRenamed(path, hash, this.#state.settings);
  }

  /** Moves a post into the trash. `untrash` restores it. */
  trash(path: string): Promise<void> {
    return this.#queue.run(path, async () => {
      const { location, spelling } = await this.#locate(path);
      await this.#trash.put(location, path, Date.now());
      this.#state.store.drop(spelling);
    });
  }

  /** Returns the texts of deleted posts. */
  trashedTexts(): readonly string[] {
    return this.#trash.texts();
  }

  /** Returns at most `limit` deleted posts and pages. The one that was deleted last comes first. */
  async trashed(limit: number): Promise<{ readonly at: string; readonly post: Post }[]> {
    const files = this.#trash.posts().filter(({ path }) => isPostPath(path));
    const found = files.slice(0, limit).map(async ({ path, at }) => {
      // If a file cannot be read now, lists the file by its path.
      const bytes = await this.#trash
        .read(path, at)
        .catch((error: unknown) => (isTemporary(toWireError(error).code) ? Buffer.alloc(0) : null));
      return bytes ? [{ at, post: parsePost({ path, bytes, settings: this.#state.settings }) }] : [];
    });
    return (await Promise.all(found)).flat();
  }

  /**
   * Restores the post that was deleted from this path at the time `at`. Default: the last deletion.
   * The file gets the path `to`. Rejects with `post.exists` if a file has this path, or with `file.notFound`.
   */
  untrash(path: string, at?: string, to = path): Promise<void> {
    return this.#queue.run(to, async () => {
      const { spelling } = await this.#locate(to);
      await this.#trash.restore(path, at, to);
      await this.#state.store.refresh(spelling, this.#state.settings);
    });
  }

  async #write(path: string, text: string, before: Uint8Array | null): Promise<StoredDocument> {
    const bytes = Buffer.from(text);
    const { location, spelling } = await this.#locate(path);
    if (before === null || !bytes.equals(before))
      await atomicWrite(location, bytes, { within: this.#state.folder });
    this.#state.store.put(spelling, bytes, this.#state.settings);
    return toDocument(path, bytes, text);
  }

  /** Adds a version to the history. Ignores errors, because saving the newest text is more important. */
  async #keep(path: string, bytes: Uint8Array, changedAt?: number): Promise<void> {
    await this.history.add(path, bytes, Date.now(), changedAt).catch(() => undefined);
  }

  async #bytesOf(path: string): Promise<Uint8Array> {
    const { spelling } = await this.#locate(path);
    const bytes = await readIfThere(join(this.#state.folder, spelling), spelling);
    if (!bytes) throw new AppError("file.notFound", { path });
    return bytes;
  }

  async #locate(path: string): Promise<PostLocation> {
    if (!isPostPath(path)) throw new AppError("file.outside", { path });
    await expectBlog(this.#state.folder);
    const location = await resolveInside(this.#state.folder, this.#state.store.spellingOf(path));
    return { location, spelling: relative(this.#state.folder, location).split(sep).join("/") };
  }
}

function toDocument(path: string, bytes: Uint8Array, text: string): StoredDocument {
  const { frontMatter, body } = splitFrontMatter(text);
  return { path, frontMatter, body, hash: sha256(bytes), encoding: null };
}

function notUtf8(path: string, bytes: Uint8Array): AppError {
  return new AppError("post.notUtf8", { path, encoding: guessEncoding(bytes) });
}

/** Creates an empty file to reserve its name. Returns false if the name is taken. */
async function reserve(folder: string, location: string, path: string): Promise<boolean> {
  try {
    await makeFolderInside(folder, dirname(location));
    await writeFile(location, "", { flag: "wx" });
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw fileError(error, path);
  }
}
