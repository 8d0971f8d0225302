import { join } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { BlogFolder } from "#engine/blog/blog-folder.ts";
import { sha256 } from "#engine/files/hash.ts";
import { listMedia } from "#engine/site/media-files.ts";
import { loadTheme } from "#engine/site/theme.ts";
import { targetNamed } from "./target-resolver.ts";

/** What a site is made of besides posts: settings, theme and media, told apart by a short key. */
export class Surroundings {
  readonly #blog: BlogFolder;
  readonly #themesFolder: string;
  /** Theme and media, which lie in many files. */
  #files: string | undefined;

  constructor(blog: BlogFolder, themesFolder: string) {
    this.#blog = blog;
    this.#themesFolder = themesFolder;
  }

  /** Two equal keys: a publish to this target would differ by its posts only. Images are told apart by size and time. */
  keyFor(target: string): string {
    const { targets, defaultTarget, url, schedule, ...shown } = this.#blog.settings;
    const settings = targetNamed(this.#blog.settings, target);
    const address = settings && "url" in settings ? settings.url : "";
    this.#files ??= sha256(JSON.stringify([this.#theme(), this.#media()]));
    return sha256(JSON.stringify([address, shown, this.#files]));
  }

  /** Theme or media may have changed on disk. */
  forget(): void {
    this.#files = undefined;
  }

  /** A theme that cannot be read is another one than any that could. */
  #theme(): string {
    const { folder, settings } = this.#blog;
    try {
      return loadTheme(settings.theme, { builtIn: this.#themesFolder, override: join(folder, "theme") }).key;
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
  }

  #media(): unknown[] {
    const files = [...listMedia(this.#blog.folder).values()];
    return files
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, size, modified }) => [path, size, modified]);
  }
}
