import type { CreatePostCache } from "../posts/post-store.ts";
import { join, resolve } from "node:path";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { AppError, type Problem } from "#contract/errors.ts";
import { readError } from "#engine/base/file-errors.ts";
import { entryIfThere, targetIfThere } from "#engine/base/files/read-files.ts";
import { WorkQueue } from "#engine/base/concurrency.ts";
import { blogId } from "./blog-id.ts";
import { FolderState } from "./folder-state.ts";
import { type BlogChange, FolderUpdates } from "./folder-updates.ts";
import type { History } from "../safety/history.ts";
import { settingsFile } from "../settings/load-settings.ts";
import type { Post } from "../posts/post.ts";
import { PostDocuments } from "../posts/post-documents.ts";
import { findPosts, prepareSearch } from "../search/search.ts";
import { SettingsFile } from "../settings/settings-file.ts";

export type { BlogChange };

/** An open blog folder. Keeps posts and settings in memory, and loads changes by other programs. */
export class BlogFolder {
  /** Absolute path of the blog folder. */
  readonly folder: string;
  /** The blog's id (`blogId`), which never changes: letters, digits and hyphens. */
  readonly id: string;
  /** Reads and writes the files of posts. */
  readonly documents: PostDocuments;
  /** Reads and writes `blog.yaml`. */
  readonly settingsFile: SettingsFile;
  /** The history: earlier versions of posts, one per save. */
  readonly history: History;
  readonly #state: FolderState;
  readonly #queue = new WorkQueue();
  readonly #listeners = new Set<(change: BlogChange) => void>();
  readonly #updates: FolderUpdates | null;

  /**
   * Called only by `openBlogFolder`.
   * `watchSince` is the time just before the folder was read, in milliseconds since the epoch.
   */
  constructor(id: string, state: FolderState, watchSince: number | null) {
    this.folder = state.folder;
    this.id = id;
    this.#state = state;
    this.documents = new PostDocuments(state, this.#queue);
    this.history = this.documents.history;
    this.settingsFile = new SettingsFile(state, this.#queue, this.history);
    const announce = (change: BlogChange): void => {
      for (const listener of this.#listeners) listener(change);
    };
    this.#updates =
      watchSince === null ? null : new FolderUpdates(state, this.#queue, announce, { openedAt: watchSince });
  }

  /** The settings in `blog.yaml`. Each change creates a new object. */
  get settings(): BlogSettings {
    return this.#state.settings;
  }

  /** Problems of the folder and its settings. Problems of a post are in `Post.problems`. */
  get problems(): readonly Problem[] {
    return this.#state.problems;
  }

  /** Hints about the settings that are not errors, such as a missing time zone. */
  get advice(): readonly Problem[] {
    return this.#state.advice;
  }

  /** Maps blog paths to all posts and pages. A changed post is a new object. */
  get posts(): ReadonlyMap<string, Post> {
    return this.#state.store.posts;
  }

  /** Returns the blog paths of the posts that contain every word of the query, best first. */
  find(query: string): string[] {
    return findPosts(this.posts, query);
  }

  /** Whether the folder is no longer at its path: moved, deleted, or on a disconnected disk. */
  get isGone(): boolean {
    return this.#state.isGone;
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

  /** Resolves when all changes that other programs made before the call are in memory. */
  catchUp(): Promise<void> {
    return this.#updates?.catchUp() ?? Promise.resolve();
  }

  /**
   * Runs `work` while no write to the post's file is running.
   * `work` must not write the post, because that write would wait for `work`.
   */
  betweenWrites<T>(path: string, work: () => Promise<T>): Promise<T> {
    return this.#queue.run(path, work);
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
 * `postCache` provides unchanged posts without opening their files. It is used only if `watch` is false.
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
  // Counts an unreadable `blog.yaml` as present, because its error is already one of the blog's problems.
  const hasSettings = await entryIfThere(join(folder, settingsFile)).then(Boolean, () => true);
  if (!hasSettings && state.store.posts.size === 0) throw new AppError("blog.notABlog", { folder });
  if (watch) void prepareSearch(state.store.posts.values());
  return new BlogFolder(await blogId(folder), state, watch ? openedAt : null);
}
