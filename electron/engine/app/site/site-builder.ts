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
import type { Post } from "#engine/blog/posts/post.ts";

const day = 86_400_000;
/** Letters to oneself may be scheduled for years; dates beyond this are probably typos. */
const furthest = 10 * 366 * day;

/** Finds dates that are probably typos: a post dated decades ahead, or an update on a future day. */
function futureDates(posts: Iterable<Post>, now: number): Problem[] {
  const found: Problem[] = [];
  for (const { path, status, date, updated, properties } of posts) {
    const report = (key: "date" | "updated"): void => {
      const values = { path, date: properties[key] ?? "" };
      found.push({ code: "date.future", severity: "warning", file: path, values });
    };
    if (status === "ready" && date && date.time > now + furthest) report("date");
    // Allows a day for differences of clocks and zones
    if (updated && updated.time > now + day && updated.time > (date?.time ?? 0)) report("updated");
  }
  return found;
}

export interface BuildRequest {
  /** Public address of the site. */
  readonly baseUrl: string;
  readonly outDir: string;
  /** Paths that are already on the site. */
  readonly published?: ReadonlySet<string> | undefined;
  /** Default: true. False: shows images without smaller copies where these are missing. */
  readonly makeCopies?: boolean | undefined;
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: ((progress: ImageProgress) => void) | undefined;
}

/** Builds the blog's current site, and reports problems. */
export class SiteBuilder {
  readonly #blog: BlogFolder;
  readonly #renderer: SiteRenderer;
  readonly #cacheFolder: string;
  readonly #now: () => number;

  /** `cacheFolder`: keeps sites between builds; `now`: the time by which posts are due. */
  constructor(blog: BlogFolder, renderer: SiteRenderer, cacheFolder: string, now: () => number) {
    this.#cacheFolder = cacheFolder;
    this.#now = now;
    this.#blog = blog;
    this.#renderer = renderer;
  }

  /** The folder that keeps a target's site between builds; safe to delete. */
  cacheFolder(target: string): string {
    return join(this.#cacheFolder, "site", fileNameFor(target));
  }

  /**
   * Builds into a folder, without the media, which are published from their own location. Rejects with
   * `file.*`.
   */
  async build(request: BuildRequest): Promise<BuildResult> {
    const { settings, posts, folder } = this.#blog;
    // An output folder chosen by the user may be a link, but not one inside the blog
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
   * Returns all problems of the blog, also of a read-only one. Builds into a separate cache: no target has
   * this address, and the targets' pages must not be rebuilt because of it. To be fast, it knows problems
   * inside images only from earlier builds.
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

  /**
   * Includes problems of posts that the site does not show yet, so that they can be fixed before publishing.
   */
  #allProblems(build: BuildResult): Problem[] {
    const { settings, posts } = this.#blog;
    const input = { settings, posts, baseUrl: settings.url, now: this.#now() };
    const site = this.#renderer.factory.create(input, { open: null });
    const unpublished = [...site.model.byPath.values()].filter(({ draft, scheduled }) => draft || scheduled);
    const ahead = findTextProblems(site, planSite(site), unpublished);
    // Only warnings are marked as a draft's: errors block publishing wherever they are
    const isDraft = ({ file, severity }: Problem): boolean =>
      severity === "warning" && posts.get(file ?? "")?.status === "draft";
    return [...this.problems(build), ...ahead]
      .map((problem) => (isDraft(problem) ? { ...problem, draft: true } : problem))
      .sort(byPlace);
  }

  /** Returns all known problems: of settings, single posts, and the built site. */
  problems(build: Pick<BuildResult, "problems">): Problem[] {
    const place = ({ code, file }: Problem): string => `${code} ${file}`;
    const ofSite = new Set(build.problems.map(place));
    const ofPosts = [...this.#blog.posts.values()]
      .flatMap((post) => post.problems)
      // The site reports it again, with the right severity
      .filter((problem) => !ofSite.has(place(problem)));
    const future = futureDates(this.#blog.posts.values(), Date.now());
    return [...this.#blog.problems, ...ofPosts, ...future, ...build.problems].sort(byPlace);
  }

  /** Builds for publishing: rejects with `publish.blocked` if something must be fixed first. */
  async buildForPublishing(request: BuildRequest): Promise<BuildResult> {
    const build = await this.build(request);
    const errors = this.problems(build).filter((problem) => problem.severity === "error");
    if (errors.length > 0) throw new AppError("publish.blocked", { count: errors.length });
    return build;
  }
}

/** Converts disk errors, which the user can fix; returns any other error, a bug, unchanged. */
function diskError(error: unknown, path: string): unknown {
  return error instanceof Error && "syscall" in error ? fileError(error, path) : error;
}

function byPlace(a: Problem, b: Problem): number {
  const [left, right] = [a.file ?? "", b.file ?? ""];
  if (left !== right) return left < right ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
