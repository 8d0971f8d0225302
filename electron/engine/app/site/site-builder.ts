import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { AppError, type Problem } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { expectOwn } from "#engine/base/own-path.ts";
import { fileNameFor } from "#engine/base/plain-name.ts";
import type { BuildResult, SiteRenderer } from "#engine/site/output/build-site.ts";
import type { ImageProgress } from "#engine/site/media/images/preparation.ts";
import { planSite } from "#engine/site/pages/site-plan.ts";
import { findTextProblems } from "#engine/site/problems/site-problems.ts";
import { futureDates } from "./future-dates.ts";

export interface BuildRequest {
  /** Public address of the site. */
  readonly baseUrl: string;
  readonly outDir: string;
  /** Paths of files that are on the site already. */
  readonly published?: ReadonlySet<string> | undefined;
  /** Default: true. False: nothing waits for the smaller copies of images. */
  readonly makeCopies?: boolean | undefined;
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: ((progress: ImageProgress) => void) | undefined;
}

/** Builds the blog's site as it is on disk now, and says what is wrong with it. */
export class SiteBuilder {
  readonly #blog: BlogFolder;
  readonly #renderer: SiteRenderer;
  readonly #cacheFolder: string;
  readonly #now: () => number;

  /** `cacheFolder`: where sites are kept between builds; `now`: the time by which posts are due. */
  constructor(blog: BlogFolder, renderer: SiteRenderer, cacheFolder: string, now: () => number) {
    this.#cacheFolder = cacheFolder;
    this.#now = now;
    this.#blog = blog;
    this.#renderer = renderer;
  }

  /** Where the site for a target is kept between builds; safe to delete. */
  cacheFolder(target: string): string {
    return join(this.#cacheFolder, "site", fileNameFor(target));
  }

  /** Builds into a folder, where the media stay out: they are published from where they lie. Rejects with `file.*`. */
  async build(request: BuildRequest): Promise<BuildResult> {
    const { settings, posts, folder } = this.#blog;
    // A folder that somebody names may be a link, but not one that came with the blog
    if (request.outDir.startsWith(join(folder, sep))) await expectOwn(folder, request.outDir);
    try {
      return await this.#renderer.build({
        settings,
        posts,
        now: this.#now(),
        trashed: this.#blog.trashedTexts(),
        ...request,
      });
    } catch (error) {
      throw diskError(error, request.outDir);
    }
  }

  /**
   * Everything that is wrong with the blog, also with one that cannot be written to. It builds into a cache of its own: no
   * target has this address, and its pages must not be made anew because of it. What is wrong inside of images it knows from
   * the builds before, for it must not take long.
   */
  async check(): Promise<Problem[]> {
    const { url: baseUrl } = this.#blog.settings;
    const outDir = join(this.#cacheFolder, "check");
    try {
      return this.#allProblems(await this.build({ baseUrl, outDir, makeCopies: false }));
    } catch (error) {
      if (!(error instanceof AppError && ["file.readOnly", "file.linked"].includes(error.code))) throw error;
    }
    const folder = await mkdtemp(join(tmpdir(), "hitofude-check-"));
    try {
      const site = join(folder, "site");
      return this.#allProblems(await this.build({ baseUrl, outDir: site, makeCopies: false }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Also what is wrong with posts that the site does not show yet, so that it can be mended before they go out. */
  #allProblems(build: BuildResult): Problem[] {
    const { settings, posts } = this.#blog;
    const input = { settings, posts, baseUrl: settings.url, now: this.#now() };
    const site = this.#renderer.factory.create(input, { open: null });
    const unpublished = [...site.model.byPath.values()].filter(({ draft, scheduled }) => draft || scheduled);
    const ahead = findTextProblems(site, planSite(site), unpublished);
    // What keeps the blog from being published is everybody's business, wherever it stands
    const isDraft = ({ file, severity }: Problem): boolean =>
      severity === "warning" && posts.get(file ?? "")?.status === "draft";
    return [...this.problems(build), ...ahead]
      .map((problem) => (isDraft(problem) ? { ...problem, draft: true } : problem))
      .sort(byPlace);
  }

  /** All that is known to be wrong: with settings, single posts, and the site that a build made of them. */
  problems(build: Pick<BuildResult, "problems">): Problem[] {
    const place = ({ code, file }: Problem): string => `${code} ${file}`;
    const ofSite = new Set(build.problems.map(place));
    const ofPosts = [...this.#blog.posts.values()]
      .flatMap((post) => post.problems)
      // The site says it once more, and knows better how bad it is
      .filter((problem) => !ofSite.has(place(problem)));
    const future = futureDates(this.#blog.posts.values(), Date.now());
    return [...this.#blog.problems, ...ofPosts, ...future, ...build.problems].sort(byPlace);
  }

  /** Builds for publishing: rejects with `publish.blocked` when something must be mended first. */
  async buildForPublishing(request: BuildRequest): Promise<BuildResult> {
    const build = await this.build(request);
    const errors = this.problems(build).filter((problem) => problem.severity === "error");
    if (errors.length > 0) throw new AppError("publish.blocked", { count: errors.length });
    return build;
  }
}

/** What the disk refuses a person can mend; anything else is a bug, and stays as it is. */
function diskError(error: unknown, path: string): unknown {
  return error instanceof Error && "syscall" in error ? fileError(error, path) : error;
}

function byPlace(a: Problem, b: Problem): number {
  const [left, right] = [a.file ?? "", b.file ?? ""];
  if (left !== right) return left < right ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
