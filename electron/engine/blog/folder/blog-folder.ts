import type { CreatePostCache } from "../posts/post-store.ts";
import { join, resolve } from "node:path";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { AppError, type Problem } from "#contract/errors.ts";
import { readError } from "#engine/base/file-errors.ts";
import { entryIfThere, targetIfThere } from "#engine/base/files/read-files.ts";
import { WorkQueue } from "#engine/base/concurrency.ts";
import { blogId } from "./blog-id.ts";
import type { FrontMatterChanges } from "../front-matter/front-matter-spelling.ts";
import type { TargetChange } from "../settings/edit-targets.ts";
import { FolderState } from "./folder-state.ts";
import { type BlogChange, FolderUpdates } from "./folder-updates.ts";
import type { History } from "../safety/history.ts";
import type { Move } from "../links/moved-target.ts";
import { settingsFile } from "../settings/load-settings.ts";
import type { CreatePost } from "../posts/new-post.ts";
import type { Post } from "../posts/post.ts";
import type { Reading } from "#engine/base/text-encoding.ts";
import { PostDocuments, type SavePost, type StoredDocument } from "../posts/post-documents.ts";
import { findPosts, prepareSearch } from "../search/search.ts";
import {
  type SaveNotices,
  SettingsFile,
  type SettingsFileText,
  type StoredNotices,
} from "../settings/settings-file.ts";

export type { BlogChange, CreatePost, SavePost, StoredDocument };

/** An open blog folder. Keeps posts and settings in memory, and loads changes by other programs. */
export class BlogFolder {
  /** Absolute path of the blog folder. */
  readonly folder: string;
  /** The blog's id (`blogId`), which never changes: letters, digits and hyphens. */
  readonly id: string;
  readonly #state: FolderState;
  readonly #queue = new WorkQueue();
  readonly #documents: PostDocuments;
  readonly #settingsFile: SettingsFile;
  readonly #listeners = new Set<(change: BlogChange) => void>();
  readonly #updates: FolderUpdates | null;

  /**
   * Called only by `openBlogFolder`.
   * `watchSince` is the time at which reading of the folder began, in milliseconds since the epoch.
   */
  constructor(id: string, state: FolderState, watchSince: number | null) {
    this.folder = state.folder;
    this.id = id;
    this.#state = state;
    this.#documents = new PostDocuments(state, this.#queue);
    this.#settingsFile = new SettingsFile(state, this.#queue, this.#documents.history);
    const announce = (change: BlogChange): void => {
      for (const listener of this.#listeners) listener(change);
    };
    this.#updates = watchSince === null ? null : new FolderUpdates(state, this.#queue, watchSince, announce);
  }

  /** The settings in `blog.yaml`. Each change creates a new object. */
  get settings(): BlogSettings {
    return this.#state.settings;
  }

  /** Problems of the folder and its settings. Problems of a post are in `Post.problems`. */
  get problems(): readonly Problem[] {
    return this.#state.problems;
  }

  /** See `LoadedSettings`. */
  get advice(): readonly Problem[] {
    return this.#state.advice;
  }

  /** All posts and pages. The keys are blog paths. A changed post is a new object. */
  get posts(): ReadonlyMap<string, Post> {
    return this.#state.store.posts;
  }

  /** The history: earlier versions of posts, one per save. */
  get history(): History {
    return this.#documents.history;
  }

  /** Returns the blog paths of the posts that contain every word of the query, best first. */
  find(query: string): string[] {
    return findPosts(this.posts, query);
  }

  /** Reads a post's file from disk. Rejects with `file.notFound` or `file.outside`. */
  readDocument(path: string): Promise<StoredDocument> {
    return this.#documents.read(path);
  }

  /**
   * Returns the time at which a post's file was last changed, in milliseconds since the epoch.
   * Rejects with `file.notFound`.
   */
  changedTime(path: string): Promise<number> {
    return this.#documents.changedTime(path);
  }

  /**
   * Saves the text of a post. The file keeps its byte order mark and line ends.
   * Without `force`, rejects with `post.conflict` for a changed file and `post.notUtf8` for another encoding.
   * Also rejects with `file.readOnly`, `file.diskFull` or `file.failed`, and leaves the file unchanged.
   */
  saveDocument(input: SavePost): Promise<StoredDocument> {
    return this.#documents.save(input);
  }

  /**
   * Converts the file of a post from another encoding to UTF-8. The history keeps the original file.
   * Rejects with `post.encodingUnknown` if the encoding is unknown, and with `file.*`.
   */
  convertToUtf8(path: string, encoding?: string): Promise<StoredDocument> {
    return this.#documents.convert(path, encoding);
  }

  /** Returns the encodings that a post's file can have if it is not UTF-8. The most probable comes first. */
  readings(path: string): Promise<Reading[]> {
    return this.#documents.readings(path);
  }

  /** Whether the folder is no longer at its path: moved, deleted, or on a disconnected disk. */
  get isGone(): boolean {
    return this.#state.isGone;
  }

  /** Creates the file of a new post under a free name, and resolves with its blog path. */
  createPost(post: CreatePost): Promise<string> {
    return this.#documents.create(post);
  }

  /** Renames or moves a post's file. Rejects with `post.exists` if a file has the new path. */
  rename(path: string, to: string): Promise<void> {
    return this.#documents.rename(path, to);
  }

  /** Returns the texts of deleted posts. */
  trashedTexts(): readonly string[] {
    return this.#documents.trashedTexts();
  }

  /** Moves a post into the trash. `untrash` restores it. */
  trash(path: string): Promise<void> {
    return this.#documents.trash(path);
  }

  /**
   * Restores the post that was deleted from this path at the time `at`. Default: the last deletion.
   * Rejects with `post.exists` or `file.notFound`.
   */
  untrash(path: string, at?: string): Promise<void> {
    return this.#documents.untrash(path, at);
  }

  /** Returns at most `limit` deleted posts and pages. The one that was deleted last comes first. */
  trashed(limit: number): ReturnType<PostDocuments["trashed"]> {
    return this.#documents.trashed(limit);
  }

  /** Changes properties in the front matter on disk, without a check for changes since the last read. */
  editFrontMatterOnDisk(path: string, changes: FrontMatterChanges): Promise<StoredDocument> {
    return this.#documents.edit(path, changes);
  }

  /**
   * Adds, changes or removes a target in `blog.yaml`, keeps all other text, and reloads the settings.
   * Rejects with `file.*`, `post.notUtf8` or `blog.settingsSyntax`, and leaves the file unchanged.
   */
  changeTargets(change: TargetChange): Promise<void> {
    return this.#settingsFile.changeTargets(change);
  }

  /** Reads the notices in `blog.yaml`. Rejects with `blog.settingsSyntax` or `blog.settingsInvalid`. */
  readNotices(): Promise<StoredNotices> {
    return this.#settingsFile.readNotices();
  }

  /**
   * Writes the notices into `blog.yaml`.
   * Rejects with `blog.settingsChanged` if `blog.yaml` has changed.
   */
  saveNotices(input: SaveNotices): Promise<StoredNotices> {
    return this.#settingsFile.saveNotices(input);
  }

  /**
   * Reads `blog.yaml`. Rejects with `post.notUtf8`.
   * If the file is missing, the text contains the title only, and the hash is "".
   */
  readSettingsText(): Promise<SettingsFileText> {
    return this.#settingsFile.readText();
  }

  /**
   * Writes `blog.yaml`, reloads the settings and resolves with the file's new hash.
   * Rejects with `blog.settingsChanged` if the file has changed.
   * If the new text has a problem that the old text lacks, rejects with the code of this problem.
   */
  saveSettingsText(text: string, baseHash: string): Promise<string> {
    return this.#settingsFile.saveText(text, baseHash);
  }

  /** Updates the references to a moved file. Resolves with true if `blog.yaml` changed. */
  followInSettings(move: Move): Promise<boolean> {
    return this.#settingsFile.follow(move);
  }

  /** Reports changes by other programs to the listener. Returns a function that removes the listener. */
  onChange(listener: (change: BlogChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the watcher is ready and detects every later change. */
  watching(): Promise<void> {
    return this.#updates?.ready ?? Promise.resolve();
  }

  /** Resolves when all changes of other programs up to now are in memory. */
  catchUp(): Promise<void> {
    return this.#updates?.catchUp() ?? Promise.resolve();
  }

  /** Stops watching, and waits for unfinished writes. */
  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#updates?.close();
    await this.#queue.idle();
  }
}

/**
 * Opens a blog folder. Broken settings or posts become problems of the blog.
 * Rejects with `blog.notFound` if there is no folder.
 * Rejects with `blog.notABlog` if the folder contains neither `blog.yaml` nor posts.
 * With a `postCache`, the files of unchanged posts are not opened, except in a watched folder.
 */
export async function openBlogFolder(
  path: string,
  { watch, postCache }: { readonly watch: boolean; readonly postCache?: CreatePostCache | undefined },
): Promise<BlogFolder> {
  const folder = resolve(path);
  const openedAt = Date.now();
  const found = await targetIfThere(folder).catch((error: unknown) => {
    throw readError(error, folder);
  });
  if (!found?.isDirectory()) throw new AppError("blog.notFound", { folder });
  const state = await FolderState.load(folder, watch ? undefined : postCache);
  // An unreadable `blog.yaml` counts as present. It is reported as a problem of the blog.
  const hasSettings = await entryIfThere(join(folder, settingsFile)).then(Boolean, () => true);
  if (!hasSettings && state.store.posts.size === 0) throw new AppError("blog.notABlog", { folder });
  if (watch) void prepareSearch(state.store.posts.values());
  return new BlogFolder(await blogId(folder), state, watch ? openedAt : null);
}
