import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Problem } from "#contract/errors.ts";
import { findPassedOver } from "./linked-files.ts";
import { type LoadedSettings, loadSettings } from "../settings/load-settings.ts";
import { findPostFiles } from "../posts/post-files.ts";
import { PostCache } from "../posts/post-cache.ts";
import { PostStore } from "../posts/post-store.ts";

/** What is in memory of a blog folder: settings and posts, as they are on disk. */
export class FolderState {
  readonly folder: string;
  readonly store: PostStore;
  #loaded: LoadedSettings;
  #leftOut: readonly Problem[] = [];

  private constructor(folder: string, loaded: LoadedSettings) {
    this.folder = folder;
    this.store = new PostStore(folder);
    this.#loaded = loaded;
  }

  /** With a cache folder, files that were read in an earlier run and not touched since are not opened. */
  static async load(folder: string, cacheFolder: string | undefined): Promise<FolderState> {
    const state = new FolderState(folder, await loadSettings(folder));
    await state.#loadPosts(cacheFolder);
    return state;
  }

  get settings(): BlogSettings {
    return this.#loaded.settings;
  }

  /** Of the settings and of files that could not be read; each post has its own besides. */
  get problems(): Problem[] {
    return [...this.#loaded.problems, ...this.store.unreadable.values(), ...this.#leftOut];
  }

  /** Reads `blog.yaml` again, and the posts too when they are read differently now; tells whether anything changed. */
  async reloadSettings(): Promise<boolean> {
    const before = this.#loaded;
    const { settings, problems } = await loadSettings(this.folder);
    // Until a mistake is mended the earlier settings hold: half a file must not move dates and addresses about.
    const isBroken = problems.some(({ severity }) => severity === "error");
    this.#loaded = { settings: isBroken ? before.settings : settings, problems };
    if (JSON.stringify(before) === JSON.stringify(this.#loaded)) return false;
    if (readingKey(before.settings) !== readingKey(this.settings)) await this.#loadPosts(undefined);
    return true;
  }

  /** Looks anew for links that are passed over; resolves to whether there are others than before. */
  async lookForLinks(): Promise<boolean> {
    const before = JSON.stringify(this.#leftOut);
    await this.#findFiles();
    return JSON.stringify(this.#leftOut) !== before;
  }

  /** The posts' files; what is left out is noted. */
  async #findFiles(): Promise<readonly string[]> {
    const [{ paths, problems }, passedOver] = await Promise.all([
      findPostFiles(this.folder),
      findPassedOver(this.folder),
    ]);
    this.#leftOut = [...problems, ...passedOver];
    return paths;
  }

  async #loadPosts(cacheFolder: string | undefined): Promise<void> {
    const paths = await this.#findFiles();
    const key = readingKey(this.settings);
    const cache = cacheFolder === undefined ? undefined : new PostCache(this.folder, cacheFolder, key);
    await this.store.load(paths, this.settings, cache);
  }
}

/** What of the settings decides how a post is read. */
function readingKey({ timeZone, sections }: BlogSettings): string {
  return JSON.stringify([timeZone, Object.keys(sections)[0]]);
}
