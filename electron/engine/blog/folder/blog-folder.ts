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

/** An open blog folder: its posts and settings in memory, in step with the disk in both directions. */
export class BlogFolder {
  /** Absolute. */
  readonly folder: string;
  /** Stable for the blog's life; letters, digits and hyphens. */
  readonly id: string;
  readonly #state: FolderState;
  readonly #queue = new WorkQueue();
  readonly #documents: PostDocuments;
  readonly #settingsFile: SettingsFile;
  readonly #listeners = new Set<(change: BlogChange) => void>();
  readonly #updates: FolderUpdates | null;

  /** For `openBlogFolder`; `watchSince`: when the reading began, or null when nothing is to be watched. */
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

  /** Of the folder and its settings; each post has its own besides. */
  get problems(): readonly Problem[] {
    return this.#state.problems;
  }

  /** By path; a post that changes is a new object. */
  get posts(): ReadonlyMap<string, Post> {
    return this.#state.store.posts;
  }

  /** Earlier versions of posts: one for each save. */
  get history(): History {
    return this.#documents.history;
  }

  /** Paths of posts that contain every word of the query, best first. */
  find(query: string): string[] {
    return findPosts(this.posts, query);
  }

  /** The file as it is on disk now. Rejects with `file.notFound` or `file.outside`. */
  readDocument(path: string): Promise<StoredDocument> {
    return this.#documents.read(path);
  }

  /**
   * Saves a text with the byte order mark and line ends that its file has. Rejects with `post.conflict` when the file
   * is not the one with `baseHash`, with `post.notUtf8` when saving would change its encoding (both not with `force`),
   * or with `file.readOnly`, `file.diskFull`, `file.failed`; then the file is as it was.
   */
  saveDocument(input: SavePost): Promise<StoredDocument> {
    return this.#documents.save(input);
  }

  /** Makes a file with a name that no other has, and returns its path. */
  createPost(post: CreatePost): Promise<string> {
    return this.#documents.create(post);
  }

  /** Rejects with `post.exists` when the new path is taken. */
  rename(path: string, to: string): Promise<void> {
    return this.#documents.rename(path, to);
  }

  /** Texts of posts that were moved out of the blog. */
  trashedTexts(): readonly string[] {
    return this.#documents.trashedTexts();
  }

  /** Moves a post out of the blog; `untrash` brings it back. */
  trash(path: string): Promise<void> {
    return this.#documents.trash(path);
  }

  /** Brings back the post that was last thrown away under this path. Rejects with `post.exists` or `file.notFound`. */
  untrash(path: string): Promise<void> {
    return this.#documents.untrash(path);
  }

  /** Changes single keys of a post's front matter on disk, whatever its text is now. */
  editFrontMatterOnDisk(path: string, changes: FrontMatterChanges): Promise<StoredDocument> {
    return this.#documents.edit(path, changes);
  }

  /**
   * Writes a target into `blog.yaml`, leaving the rest of its text; the settings are the new ones then. Rejects with
   * `file.*`, and with `blog.settingsSyntax` when nobody can tell where in the text it belongs.
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

  /** The notices as they stand in `blog.yaml`. Rejects with `blog.settings…` when the file is not sound. */
  readNotices(): Promise<StoredNotices> {
    return this.#settingsFile.readNotices();
  }

  /**
   * Writes notices into `blog.yaml` and leaves the rest of it as it is. Rejects with `blog.settingsChanged` when it is
   * not the file that they are based on.
   */
  saveNotices(input: SaveNotices): Promise<StoredNotices> {
    return this.#settingsFile.saveNotices(input);
  }

  /** Has `blog.yaml` say where a file is after its move. Resolves to whether it was changed. Rejects with `file.*`. */
  followInSettings(move: Move): Promise<boolean> {
    return this.#settingsFile.follow(move);
  }

  /** Tells what other programs did, never what this object's own methods did. Returns a function that stops it. */
  onChange(listener: (change: BlogChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when every change from then on is noticed; at once when nothing is watched. */
  watching(): Promise<void> {
    return this.#updates?.ready ?? Promise.resolve();
  }

  /** Resolves when what other programs did up to now is in memory; at once when nothing is watched. */
  catchUp(): Promise<void> {
    return this.#updates?.catchUp() ?? Promise.resolve();
  }

  /** Stops watching and waits for writes that have begun. */
  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#updates?.close();
    await this.#queue.idle();
  }
}

/**
 * Opens a blog folder. Broken settings and posts are problems of the blog, not errors; rejects with `blog.notFound`
 * when there is no folder, and with `blog.notABlog` when it has neither `blog.yaml` nor posts. With a cache folder, posts
 * are read from there where their files were not touched since, unless the folder is watched.
 */
export async function openBlogFolder(
  path: string,
  { watch, cacheFolder }: { readonly watch: boolean; readonly cacheFolder?: string | undefined },
): Promise<BlogFolder> {
  const folder = resolve(path);
  const openedAt = Date.now();
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new AppError("blog.notFound", { folder });
  // A window wants all texts at once, for the search
  const state = await FolderState.load(folder, watch ? undefined : cacheFolder);
  const hasSettings = await lstat(join(folder, settingsFile)).catch(() => null);
  if (!hasSettings && state.store.posts.size === 0) throw new AppError("blog.notABlog", { folder });
  if (watch) void prepareSearch(state.store.posts.values());
  return new BlogFolder(await blogId(folder), state, watch ? openedAt : null);
}
