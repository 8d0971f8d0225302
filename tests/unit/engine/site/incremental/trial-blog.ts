import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { readSettings } from "#engine/blog/settings/load-settings.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { PostStore } from "#engine/blog/posts/post-store.ts";
import type { SiteInput } from "#engine/site/model/site.ts";
import type { TemplateRendererName } from "#engine/site/theme/liquid/template-engine.ts";
import { type BuildResult, createSiteRenderer, type SiteRenderer } from "#engine/site/output/build-site.ts";

type Values = Readonly<Record<string, unknown>>;

/** The data of a post's file: front matter and Markdown. */
export interface TrialPost {
  readonly front: Values;
  readonly body: string;
}

const repository = join(import.meta.dirname, "../../../../..");

/** Copies both built-in themes and the tests' own, so that nobody changes them while a test runs. */
export function copyThemes(folder: string): string {
  cpSync(join(repository, "resources/themes"), folder, { recursive: true });
  cpSync(join(repository, "tests/fixtures/themes"), folder, { recursive: true });
  return folder;
}

/**
 * A blog on disk that changes step by step, with a renderer that stays open like the blog.
 * A second folder contains a copy without any cache.
 * In this folder, the same state is built from nothing, for comparison.
 */
export class TrialBlog {
  readonly folder = mkdtempSync(join(tmpdir(), "hitofude-trial-"));
  readonly blogFolder = join(this.folder, "blog");
  readonly outDir = join(this.folder, "site");
  readonly cleanDir = join(this.folder, "clean-site");
  readonly themesFolder: string;
  readonly texts = new Map<string, TrialPost>();
  settingsText: Values = {};
  settings = readSettings("title: trial", "").settings;
  now = Date.parse("2024-06-01T12:00:00+09:00");
  /** What a build learns from the target and the blog folder, such as the files of an old site. */
  surroundings: Pick<SiteInput, "include" | "oldFiles" | "kept"> = {};
  renderer: SiteRenderer;
  readonly #cleanBlog = join(this.folder, "clean-blog");
  readonly #store = new PostStore(this.blogFolder);

  readonly #templateRenderer: TemplateRendererName | undefined;

  /** Without `themesFolder`, it uses a copy of all themes. A build from nothing always uses the compiler. */
  constructor(settings: Values, themesFolder?: string, templateRenderer?: TemplateRendererName) {
    this.#templateRenderer = templateRenderer;
    this.themesFolder = themesFolder ?? copyThemes(join(this.folder, "themes"));
    for (const folder of [this.blogFolder, this.#cleanBlog]) mkdirSync(folder);
    this.changeSettings(settings);
    this.renderer = this.#rendererOf(this.blogFolder, templateRenderer);
  }

  get posts(): ReadonlyMap<string, Post> {
    return this.#store.posts;
  }

  /** Changes keys of `blog.yaml`; an undefined value removes the key. */
  changeSettings(changes: Values): void {
    this.settingsText = { ...this.settingsText, ...changes };
    const text = stringify(this.settingsText);
    this.put("blog.yaml", text);
    const before = this.settings;
    this.settings = readSettings(text, "trial").settings;
    if (readingKey(before) === readingKey(this.settings)) return;
    for (const [path, post] of this.texts) this.putPost(path, post);
  }

  putPost(path: string, post: TrialPost): void {
    this.texts.set(path, post);
    const bytes = Buffer.from(`---\n${stringify(post.front)}---\n\n${post.body}\n`);
    this.put(path, bytes);
    this.#store.put(path, bytes, this.settings);
  }

  removePost(path: string): void {
    this.texts.delete(path);
    this.remove(path);
    this.#store.drop(path);
  }

  /** Puts a file into the blog, as another program does. */
  put(path: string, content: string | Uint8Array): void {
    for (const blog of [this.blogFolder, this.#cleanBlog]) {
      mkdirSync(dirname(join(blog, path)), { recursive: true });
      writeFileSync(join(blog, path), content);
    }
  }

  remove(path: string): void {
    for (const blog of [this.blogFolder, this.#cleanBlog]) rmSync(join(blog, path), { force: true });
  }

  /** Builds with the renderer's caches. */
  build(signal?: CancelSignal): Promise<BuildResult> {
    return this.#buildWith(this.renderer, this.outDir, signal);
  }

  /** Discards everything in memory, as a restart of the program does; the disk is unchanged. */
  restart(): void {
    this.renderer = this.#rendererOf(this.blogFolder, this.#templateRenderer);
  }

  /** Builds the same state from nothing into `cleanDir`. */
  buildClean(): Promise<BuildResult> {
    for (const trace of [this.cleanDir, `${this.cleanDir}.index`, join(this.#cleanBlog, ".hitofude")]) {
      rmSync(trace, { recursive: true, force: true });
    }
    return this.#buildWith(this.#rendererOf(this.#cleanBlog, "compiled"), this.cleanDir);
  }

  delete(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #rendererOf(blogFolder: string, templateRenderer: TemplateRendererName | undefined): SiteRenderer {
    return createSiteRenderer({
      blogFolder,
      cacheFolder: join(blogFolder, ".hitofude", "cache"),
      blogId: "trial",
      themesFolder: this.themesFolder,
      templateRenderer,
    });
  }

  #buildWith(renderer: SiteRenderer, outDir: string, signal?: CancelSignal): Promise<BuildResult> {
    const { settings, posts, now, surroundings } = this;
    return renderer.build({ settings, posts, baseUrl: settings.url, now, outDir, signal, ...surroundings });
  }
}

/**
 * Returns a key of the settings that determine how a post's file is parsed.
 * If the key changes, an open blog parses all posts again.
 */
function readingKey({ timeZone, sections }: BlogSettings): string {
  return JSON.stringify([timeZone, Object.keys(sections)[0]]);
}
