import { homedir } from "node:os";
import { cloudOf } from "#contract/cloud-folders.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Problem } from "#contract/errors.ts";
import { findPassedOver } from "./linked-files.ts";
import { type LoadedSettings, loadSettings, settingsFile } from "../settings/load-settings.ts";
import { findPostFiles } from "../posts/post-files.ts";
import { type CreatePostCache, PostStore } from "../posts/post-store.ts";

/** Keeps the settings and posts of a blog folder in memory, as they were last read from disk. */
export class FolderState {
  readonly folder: string;
  readonly store: PostStore;
  /** Whether the folder is polled. Polling is used only if the system cannot watch the folder. */
  isPolled = false;
  /** Whether the folder is no longer at its path. Its settings and posts stay in memory. */
  isGone = false;
  #loaded: LoadedSettings;
  #leftOut: readonly Problem[] = [];

  private constructor(folder: string, loaded: LoadedSettings) {
    this.folder = folder;
    this.store = new PostStore(folder);
    this.#loaded = loaded;
  }

  /** Reads the settings and the posts. With a cache, the files of unchanged posts are not opened. */
  static async load(folder: string, createCache: CreatePostCache | undefined): Promise<FolderState> {
    const state = new FolderState(folder, await loadSettings(folder));
    await state.#loadPosts(createCache);
    return state;
  }

  get settings(): BlogSettings {
    return this.#loaded.settings;
  }

  /** Problems of the settings and of unreadable files. Problems of a post are in `Post.problems`. */
  get problems(): Problem[] {
    const { folder, isPolled, isGone } = this;
    const gone: Problem = { code: "blog.notFound", severity: "error", values: { folder } };
    const polled: Problem = { code: "blog.polled", severity: "warning", values: { folder } };
    const cloud = cloudOf(folder, { platform: process.platform, env: process.env, home: homedir() });
    const inCloud = {
      code: "blog.inCloud",
      severity: "warning",
      values: { folder, cloud: cloud ?? "" },
    } as const;
    return [
      ...(isGone ? [gone] : []),
      ...this.#loaded.problems,
      ...this.store.unreadable.values(),
      ...this.#leftOut,
      ...(isPolled ? [polled] : []),
      ...(cloud === null ? [] : [inCloud]),
    ];
  }

  /** Hints about the settings that are not errors, such as a missing time zone. */
  get advice(): readonly Problem[] {
    return this.#loaded.advice;
  }

  /** Reads `blog.yaml` again, and all posts if necessary. Resolves with true if anything changed. */
  async reloadSettings(): Promise<boolean> {
    const before = this.#loaded;
    const { settings, problems, advice, isMissing } = await this.#loadAgain();
    // Ignores settings with errors, because a half-written file must not change dates and addresses.
    const isBroken = problems.some(({ severity }) => severity === "error");
    const now = isBroken
      ? { settings: before.settings, problems: problems.map((problem) => withZone(problem, before)), advice }
      : { settings, problems, advice, ...(isMissing ? { isMissing } : {}) };
    // Keeps the old object if the settings are equal, so that results cached for the object stay valid.
    if (JSON.stringify(before) === JSON.stringify(now)) return false;
    this.#loaded = now;
    if (readingKey(before.settings) !== readingKey(this.settings)) await this.#loadPosts(undefined);
    return true;
  }

  /** Reads `blog.yaml` again. Reports a problem if another program has removed the file. */
  async #loadAgain(): Promise<LoadedSettings> {
    const loaded = await loadSettings(this.folder);
    if (!loaded.isMissing || this.#loaded.isMissing) return loaded;
    const values = { path: settingsFile };
    return {
      ...loaded,
      problems: [{ code: "file.notFound", severity: "error", file: settingsFile, values }],
    };
  }

  /** Searches again for refused symbolic links. Resolves with true if other links are refused than before. */
  async lookForLinks(): Promise<boolean> {
    const before = JSON.stringify(this.#leftOut);
    await this.#findFiles();
    return JSON.stringify(this.#leftOut) !== before;
  }

  /** Finds the files of posts. Records unreadable folders and refused symbolic links as problems. */
  async #findFiles(): Promise<readonly string[]> {
    const [{ paths, problems }, passedOver] = await Promise.all([
      findPostFiles(this.folder),
      findPassedOver(this.folder),
    ]);
    this.#leftOut = [...problems, ...passedOver];
    return paths;
  }

  async #loadPosts(createCache: CreatePostCache | undefined): Promise<void> {
    const paths = await this.#findFiles();
    await this.store.load(paths, this.settings, createCache?.(readingKey(this.settings)));
  }
}

/** If a problem reports an invalid time zone, sets `used` to the blog's zone, which stays in use instead. */
function withZone(problem: Problem, { settings }: LoadedSettings): Problem {
  if (problem.values.used === undefined) return problem;
  return { ...problem, values: { ...problem.values, used: settings.timeZone } };
}

/** Returns a key made from all settings that affect how posts are parsed. */
function readingKey({ timeZone, sections }: BlogSettings): string {
  return JSON.stringify([timeZone, Object.keys(sections)[0]]);
}
