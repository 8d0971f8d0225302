import { copyFile, mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError, type Problem } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/wire.ts";
import type { BlogFolder } from "#engine/blog/blog-folder.ts";
import type { BuildResult, SiteRenderer } from "#engine/site/build-site.ts";

export interface BuildRequest {
  /** Public address of the site. */
  readonly baseUrl: string;
  readonly outDir: string;
  readonly signal?: CancelSignal | undefined;
}

/** Builds the blog's site as it is on disk now, and says what is wrong with it. */
export class SiteBuilder {
  readonly #blog: BlogFolder;
  readonly #renderer: SiteRenderer;

  constructor(blog: BlogFolder, renderer: SiteRenderer) {
    this.#blog = blog;
    this.#renderer = renderer;
  }

  /** Where the site for a target is kept between builds; safe to delete. */
  cacheFolder(target: string): string {
    return join(this.#blog.folder, ".hitofude", "cache", "site", target);
  }

  build({ baseUrl, outDir, signal }: BuildRequest): Promise<BuildResult> {
    const { settings, posts } = this.#blog;
    return this.#renderer.build({ settings, posts, baseUrl, now: Date.now(), outDir, signal });
  }

  /** Puts beside the built pages what a build leaves where it is: the blog's media. */
  async copyMedia(build: BuildResult, outDir: string): Promise<void> {
    for (const { path, location, size } of build.files) {
      const target = join(outDir, path);
      if (location === target) continue;
      const [source, copy] = await Promise.all([stat(location), stat(target).catch(() => null)]);
      if (copy?.size === size && copy.mtimeMs >= source.mtimeMs) continue;
      await mkdir(dirname(target), { recursive: true });
      await copyFile(location, target);
    }
  }

  /** All that is known to be wrong: with settings, single posts, and the site that a build made of them. */
  problems(build: Pick<BuildResult, "problems">): Problem[] {
    const ofPosts = [...this.#blog.posts.values()].flatMap((post) => post.problems);
    return [...this.#blog.problems, ...ofPosts, ...build.problems].sort(byPlace);
  }

  /** Builds for publishing: rejects with `publish.blocked` when something must be mended first. */
  async buildForPublishing(request: BuildRequest): Promise<BuildResult> {
    const build = await this.build(request);
    const errors = this.problems(build).filter((problem) => problem.severity === "error");
    if (errors.length > 0) throw new AppError("publish.blocked", { count: errors.length });
    return build;
  }
}

function byPlace(a: Problem, b: Problem): number {
  const [left, right] = [a.file ?? "", b.file ?? ""];
  if (left !== right) return left < right ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
