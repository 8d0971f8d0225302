import { lstat, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { AppError, type Problem } from "#contract/errors.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { expectOwn } from "#engine/base/own-path.ts";
import { WorkQueue } from "#engine/base/work-queue.ts";
import { blogId } from "./blog-id.ts";
import type { FrontMatterChanges } from "../front-matter/front-matter-spelling.ts";
import { editTargets, type TargetChange } from "../settings/edit-targets.ts";
import { FolderState } from "./folder-state.ts";
import { type BlogChange, FolderUpdates } from "./folder-updates.ts";
import type { History } from "../safety/history.ts";
import type { Move } from "../links/moved-target.ts";
import { settingsFile } from "../settings/load-settings.ts";
import type { CreatePost } from "../posts/new-post.ts";
import type { Post } from "../posts/post.ts";
import { PostDocuments, type SavePost, type StoredDocument } from "../posts/post-documents.ts";
import { findPosts, prepareSearch } from "../search/search.ts";
import { SettingsText } from "../settings/settings-text.ts";
import { type SaveNotices, SettingsFile, type StoredNotices } from "../settings/settings-file.ts";

export type { BlogChange, CreatePost, SavePost, StoredDocument };

/** An open blog folder: its posts and settings in memory, synchronized with the disk in both directions. */
export class BlogFolder {
  /** Absolute. */
  readonly folder: string;
  /** Stable for the blog's lifetime; letters, digits and hyphens. */
  readonly id: string;
  readonly #state: FolderState;
  readonly #queue = new WorkQueue();
  readonly #documents: PostDocuments;
  readonly #settingsFile: SettingsFile;
  readonly #listeners = new Set<(change: BlogChange) => void>();
  readonly #updates: FolderUpdates | null;

  /** For `openBlogFolder`; `watchSince`: when the folder was read, or null if it is not watched. */
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

  /** Replaced as a whole when `blog.yaml` changes. */
  get settings(): BlogSettings {
    return this.#state.settings;
  }

  /** Problems of the folder and its settings; posts have their own. */
  get problems(): readonly Problem[] {
    return this.#state.problems;
  }

  /** By path; a changed post is a new object. */
  get posts(): ReadonlyMap<string, Post> {
    return this.#state.store.posts;
  }

  /** Earlier versions of posts, one per save. */
  get history(): History {
    return this.#documents.history;
  }

  /** Returns the paths of posts that contain every word of the query, best first. */
  find(query: string): string[] {
    return findPosts(this.posts, query);
  }

  /** Reads the file from disk. Rejects with `file.notFound` or `file.outside`. */
  readDocument(path: string): Promise<StoredDocument> {
    return this.#documents.read(path);
  }

  /**
   * Saves a text with the byte order mark and line ends of its file. Rejects with `post.conflict` if the
   * file's hash is not `baseHash`, with `post.notUtf8` if saving would change its encoding (both not with
   * `force`), or with `file.readOnly`, `file.diskFull`, `file.failed`; then the file is unchanged.
   */
  saveDocument(input: SavePost): Promise<StoredDocument> {
    return this.#documents.save(input);
  }

  /** Makes a file with a unique name, and returns its path. */
  createPost(post: CreatePost): Promise<string> {
    return this.#documents.create(post);
  }

  /** Rejects with `post.exists` if the new path is taken. */
  rename(path: string, to: string): Promise<void> {
    return this.#documents.rename(path, to);
  }

  /** Returns the texts of posts in the trash. */
  trashedTexts(): readonly string[] {
    return this.#documents.trashedTexts();
  }

  /** Moves a post into the trash; `untrash` restores it. */
  trash(path: string): Promise<void> {
    return this.#documents.trash(path);
  }

  /** Restores the last post deleted under this path. Rejects with `post.exists` or `file.notFound`. */
  untrash(path: string): Promise<void> {
    return this.#documents.untrash(path);
  }

  /** Changes single keys of a post's front matter on disk, whatever its current text. */
  editFrontMatterOnDisk(path: string, changes: FrontMatterChanges): Promise<StoredDocument> {
    return this.#documents.edit(path, changes);
  }

  /**
   * Writes a target into `blog.yaml`, keeps the rest of its text, and reloads the settings. Rejects with
   * `file.*`, and with `blog.settingsSyntax` if the text cannot be parsed.
   */
  changeTargets(change: TargetChange): Promise<void> {
    return this.#queue.run(settingsFile, async () => {
      const path = join(this.folder, settingsFile);
      await expectOwn(this.folder, path);
      const text = await readFile(path, "utf8").catch(() => "");
      const { error } = new SettingsText(text);
      if (error) throw new AppError("blog.settingsSyntax", { reason: error.reason });
      await atomicWrite(path, editTargets(text, change), { within: this.folder });
      await this.#state.reloadSettings();
    });
  }

  /** Reads the notices in `blog.yaml`. Rejects with `blog.settings…` if the file is invalid. */
  readNotices(): Promise<StoredNotices> {
    return this.#settingsFile.readNotices();
  }

  /**
   * Writes notices into `blog.yaml` and keeps the rest. Rejects with `blog.settingsChanged` if it is not the
   * file that they are based on.
   */
  saveNotices(input: SaveNotices): Promise<StoredNotices> {
    return this.#settingsFile.saveNotices(input);
  }

  /**
   * Updates references to a moved file in `blog.yaml`. Resolves to whether it was changed. Rejects with
   * `file.*`.
   */
  followInSettings(move: Move): Promise<boolean> {
    return this.#settingsFile.follow(move);
  }

  /**
   * Reports changes by other programs, never those by this object's methods. Returns an unsubscribe function.
   */
  onChange(listener: (change: BlogChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the watcher detects every change from then on; immediately without a watcher. */
  watching(): Promise<void> {
    return this.#updates?.ready ?? Promise.resolve();
  }

  /** Resolves when changes by other programs up to now are in memory; immediately without a watcher. */
  catchUp(): Promise<void> {
    return this.#updates?.catchUp() ?? Promise.resolve();
  }

  /** Stops watching and waits for pending writes. */
  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#updates?.close();
    await this.#queue.idle();
  }
}

/**
 * Opens a blog folder. Broken settings and posts are problems of the blog, not errors; rejects with
 * `blog.notFound` if there is no folder, and with `blog.notABlog` if it has neither `blog.yaml` nor posts.
 * With a cache folder, posts whose files are untouched are read from there, unless the folder is watched.
 */
export async function openBlogFolder(
  path: string,
  { watch, cacheFolder }: { readonly watch: boolean; readonly cacheFolder?: string | undefined },
): Promise<BlogFolder> {
  const folder = resolve(path);
  const openedAt = Date.now();
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new AppError("blog.notFound", { folder });
  // A window needs all texts in memory, for the search
  const state = await FolderState.load(folder, watch ? undefined : cacheFolder);
  const hasSettings = await lstat(join(folder, settingsFile)).catch(() => null);
  if (!hasSettings && state.store.posts.size === 0) throw new AppError("blog.notABlog", { folder });
  if (watch) void prepareSearch(state.store.posts.values());
  return new BlogFolder(await blogId(folder), state, watch ? openedAt : null);
}
