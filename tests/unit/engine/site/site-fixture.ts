import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import {
  type BuildOptions,
  type BuildResult,
  createSiteRenderer,
  type SiteRenderer,
} from "#engine/site/output/build-site.ts";
import { readableText } from "#tests/support/blogs/readable-text.ts";
import { inJapan, makeSettings, postMap } from "./make-post.ts";

/** The folder of the built-in themes. */
export const builtInThemes = join(import.meta.dirname, "../../../../resources/themes");

/**
 * A blog folder and an output folder on disk, with everything that a build needs.
 * The themes are those of `tests/fixtures` until `setBuiltInThemes` is called.
 */
export class SiteFixture {
  readonly folder = mkdtempSync(join(tmpdir(), "hitofude-site-"));
  readonly blogFolder = join(this.folder, "blog");
  readonly outDir = join(this.folder, "out");
  readonly #texts = new Map<string, { readonly state: string; readonly text: string }>();
  settings: BlogSettings = makeSettings();
  now = inJapan("2024-06-01T12:00:00").time;
  #themesFolder = join(import.meta.dirname, "../../../fixtures/themes");
  renderer: SiteRenderer = this.freshRenderer();

  /** Makes a new renderer with the built-in themes. */
  setBuiltInThemes(): void {
    this.#themesFolder = builtInThemes;
    this.renderer = this.freshRenderer();
  }

  /** Returns a renderer without caches, as after a restart. */
  freshRenderer(): SiteRenderer {
    return createSiteRenderer({
      blogFolder: this.blogFolder,
      cacheFolder: join(this.blogFolder, ".hitofude", "cache"),
      blogId: "blog-1",
      themesFolder: this.#themesFolder,
    });
  }

  input(posts: readonly Post[]): Omit<BuildOptions, "outDir"> {
    return { settings: this.settings, posts: postMap(posts), baseUrl: this.settings.url, now: this.now };
  }

  build(posts: readonly Post[], outDir = this.outDir): Promise<BuildResult> {
    return this.renderer.build({ ...this.input(posts), outDir });
  }

  /** Puts a file into the blog folder. */
  put(path: string, content: string | Uint8Array): void {
    const location = join(this.blogFolder, path);
    mkdirSync(dirname(location), { recursive: true });
    writeFileSync(location, content);
  }

  /** Returns the text of a file of the built site. */
  read(path: string): string {
    return readFileSync(join(this.outDir, path), "utf8");
  }

  /** Returns every file below the output folder with its content. Compressed files are unpacked. */
  contents(outDir = this.outDir): Map<string, string> {
    const paths = readdirSync(outDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    return new Map(paths.map((path) => [path.slice(outDir.length + 1), this.#textOf(path)]));
  }

  /** Returns the text of a file. Reads the file only if its inode, time or size has changed. */
  #textOf(path: string): string {
    const { ino, mtimeNs, size } = statSync(path, { bigint: true });
    const state = `${ino} ${mtimeNs} ${size}`;
    const known = this.#texts.get(path);
    if (known?.state === state) return known.text;
    const text = readableText(readFileSync(path));
    this.#texts.set(path, { state, text });
    return text;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** A PNG of 3 × 2 pixels. */
export const tinyPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==",
  "base64",
);
