import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { AppError, type ErrorCode, type Problem } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { rm } from "#engine/base/files/change-files.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { HeldFileError } from "#engine/base/files/retry-held.ts";
import { expectOwn } from "#engine/base/own-path.ts";
import { fileNameFor } from "#engine/base/plain-name.ts";
import { oldFilesOf } from "#engine/site/addresses/old-files.ts";
import type { BuildOptions, BuildResult, SiteRenderer } from "#engine/site/output/build-site.ts";
import type { MediaProgress } from "#engine/site/media/media-progress.ts";
import type { ImageProgress } from "#engine/site/media/images/preparation.ts";
import type { IncludeMode } from "#engine/site/model/site.ts";
import type { Protection } from "#engine/site/entries/protected-sections.ts";
import { planSite } from "#engine/site/pages/site-plan.ts";
import { findTextProblems } from "#engine/site/problems/site-problems.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { type LivePosts, stayingPosts } from "../posts/post-states.ts";
import type { LiveRecords } from "../publish/live-records.ts";
import { holdsOnePost, illegiblePosts, type Live } from "./illegible-posts.ts";

const day = 86_400_000;
/**
 * Limit for dates in the future, in milliseconds from now. A date beyond this limit is probably a typo.
 * The limit is high, because some posts are scheduled for years ahead.
 */
const furthest = 10 * 366 * day;

/** Reports posts with a date more than ten years ahead. Also reports updates with a date in the future. */
function futureDates(posts: Iterable<Post>, now: number): Problem[] {
  const found: Problem[] = [];
  for (const { path, status, date, updated, properties } of posts) {
    const report = (key: "date" | "updated"): void => {
      const values = { path, date: properties[key] ?? "" };
      found.push({ code: "date.future", severity: "warning", file: path, values });
    };
    if (status === "ready" && date && date.time > now + furthest) report("date");
    // Accepts an update up to a day in the future, because clocks and time zones differ.
    if (updated && updated.time > now + day && updated.time > (date?.time ?? 0)) report("updated");
  }
  return found;
}

export interface BuildRequest {
  readonly baseUrl: string;
  /** Name of the target for which the site is built. Default: the blog's default target. */
  readonly target?: string | undefined;
  readonly outDir: string;
  /** Paths of files that are already on the site. */
  readonly published?: ReadonlySet<string> | undefined;
  /**
   * How pages include the parts that they share. Used only if the settings leave the choice to the web host.
   * By default, a script in each page fetches the shared parts.
   */
  readonly include?: IncludeMode | undefined;
  /** How the host protects sections that have a password. If unknown, the build omits these sections. */
  readonly protection?: Protection | undefined;
  /** Site paths of published post lists and feeds, whose addresses must keep working. */
  readonly kept?: ReadonlySet<string> | undefined;
  /**
   * Whether the build makes smaller copies of the images that lack them.
   * If false, pages show full-size images. Default: true.
   */
  readonly makeCopies?: boolean | undefined;
  /** Whether to skip the hashes of media. True only for a build that is never published. Default: false. */
  readonly unhashed?: boolean | undefined;
  readonly signal?: CancelSignal | undefined;
  readonly onMedia?: MediaProgress | undefined;
  readonly onProgress?: ((progress: ImageProgress) => void) | undefined;
}

export interface BuildForPublishing {
  readonly build: BuildResult;
  /** Paths of unreadable files and folders, which the site leaves out. */
  readonly leftOut: readonly string[];
  /** Paths of unpublished posts that the site leaves out as undated or illegible (see `holdsOnePost`). */
  readonly held: readonly string[];
  /**
   * Throws `publish.blocked` if the site leaves out a live post or shared draft because of an error.
   * Call it with the site on the server, because another computer may have published some posts or drafts.
   */
  readonly expectLive: (live: Live) => void;
}

/** Error codes for a file or folder that is listed in its folder, but cannot be read. */
const isUnread: ReadonlySet<ErrorCode> = new Set([
  "file.unreadable",
  "file.inUse",
  "file.failed",
  "file.notFound",
  "file.nameUnusable",
]);

/**
 * Maximum number of builds for one publish. Without a maximum, a program that keeps changing posts could
 * prevent the publish.
 */
const mostBuilds = 5;

const isPostFile = /^(?:posts|pages)(?:\/|$)/;

export interface SiteBuilderParts {
  readonly blog: BlogFolder;
  readonly renderer: SiteRenderer;
  readonly cacheFolder: string;
  /** Returns the time that decides which posts are due. */
  readonly now: () => number;
  readonly records: Pick<LiveRecords, "siteAt">;
}

/** Builds the current site of a blog, and reports its problems. */
export class SiteBuilder {
  readonly #blog: BlogFolder;
  readonly #renderer: SiteRenderer;
  readonly #cacheFolder: string;
  readonly now: () => number;
  readonly #records: SiteBuilderParts["records"];

  constructor({ blog, renderer, cacheFolder, now, records }: SiteBuilderParts) {
    this.#cacheFolder = cacheFolder;
    this.now = now;
    this.#records = records;
    this.#blog = blog;
    this.#renderer = renderer;
  }

  /** Returns the folder that keeps a target's site between builds. The folder can be deleted. */
  cacheFolder(target: string): string {
    return join(this.#cacheFolder, "site", fileNameFor(target));
  }

  /** Builds the site, except its media, into a folder. Rejects with `file.*`. */
  async build({ target, ...request }: BuildRequest): Promise<BuildResult> {
    const { settings, posts, folder } = this.#blog;
    // Refuses symbolic links only inside the blog folder. Elsewhere, the user may choose a symbolic link.
    if (request.outDir.startsWith(join(folder, sep))) await expectOwn(folder, request.outDir);
    try {
      return await this.#renderer.build({
        settings,
        posts,
        ...this.#timeFor(target),
        // Keeps the pages of earlier builds while a post cannot be read, because one may be this post's page.
        // A file with an unusable name never had a page, and stays unreadable until the author renames it.
        keepsOld: this.#blog.problems.some(
          ({ code, file = "" }) =>
            isUnread.has(code) && code !== "file.nameUnusable" && isPostFile.test(file),
        ),
        trashed: this.#blog.documents.trashedTexts(),
        oldFiles: await oldFilesOf(folder),
        ...request,
      });
    } catch (error) {
      throw diskError(error, request.outDir);
    }
  }

  /**
   * Returns all problems of the blog, even if its disk is read-only.
   * Leaves out the kinds of warnings that the author has muted in the settings.
   * Uses a separate output folder, because the check makes all pages with a different public address.
   * Makes no copies of images, so a damaged image is reported only if an earlier build found the damage.
   */
  async check(onMedia?: MediaProgress): Promise<Problem[]> {
    const { url: baseUrl } = this.#blog.settings;
    const request = { baseUrl, makeCopies: false, unhashed: true, onMedia, protection: "open" as const };
    const outDir = join(this.#cacheFolder, "check");
    try {
      return this.#allProblems(await this.build({ ...request, outDir }));
    } catch (error) {
      if (!(error instanceof AppError && ["file.readOnly", "file.linked"].includes(error.code))) throw error;
    }
    const folder = await mkdtemp(join(tmpdir(), "hitofude-check-"));
    try {
      const site = join(folder, "site");
      return this.#allProblems(await this.build({ ...request, outDir: site }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Returns all problems, including the problems of posts that the site does not show yet. */
  #allProblems(build: BuildResult): Problem[] {
    const { settings, posts } = this.#blog;
    const input = { settings, posts, baseUrl: settings.url, ...this.#timeFor() };
    const site = this.#renderer.factory.create(input, { open: null });
    const unpublished = site.model.entries.filter(({ draft, scheduled }) => draft || scheduled);
    const ahead = findTextProblems(site, planSite(site), unpublished);
    // Only warnings are marked as problems of a draft. An error blocks publishing, even in a draft.
    const isDraft = ({ file, severity }: Problem): boolean =>
      severity === "warning" && posts.get(file ?? "")?.status === "draft";
    const muted = new Set(settings.checks.muted);
    return [...this.problems(build), ...this.#blog.advice, ...ahead]
      .filter(({ code, severity }) => severity === "error" || !muted.has(code))
      .map((problem) => (isDraft(problem) ? { ...problem, draft: true } : problem))
      .sort(byPlace);
  }

  /**
   * Returns the time of a build, and the live posts that stay on the site although their dates are in the
   * future.
   */
  #timeFor(target = this.#blog.settings.defaultTarget): Pick<BuildOptions, "now" | "staying"> {
    const now = this.now();
    return { now, staying: stayingPosts(this.#blog.posts.values(), this.#records.siteAt(target), now) };
  }

  /** Returns all problems of settings, of single posts, and of the built site. */
  problems(build: Pick<BuildResult, "problems">): Problem[] {
    const place = ({ code, file }: Problem): string => `${code} ${file}`;
    const ofSite = new Set(build.problems.map(place));
    const ofPosts = [...this.#blog.posts.values()]
      .flatMap((post) => post.problems)
      // Drops problems that the build also reports, because only the build knows their severity.
      .filter((problem) => !ofSite.has(place(problem)));
    const future = futureDates(this.#blog.posts.values(), Date.now());
    return [...this.#blog.problems, ...ofPosts, ...future, ...build.problems].sort(byPlace);
  }

  /**
   * Builds the site for a publish. Rejects with `publish.blocked` if the blog has errors.
   * An unreadable file, an undated post or an illegible post is an error only if a live post would disappear.
   * An illegible post may be a live post under a new name.
   */
  async buildForPublishing(request: BuildRequest): Promise<BuildForPublishing> {
    const build = await this.#buildUnchanged(request);
    const problems = this.problems(build);
    const lostIn = await illegiblePosts(this.#blog, problems);
    const expectLive = (live: Live, shared: LivePosts = {}): void => {
      const isOnlyLeftOut = isLeftOutBeside(Object.keys({ ...live.posts, ...shared }), lostIn(live));
      const errors = problems.filter((problem) => problem.severity === "error" && !isOnlyLeftOut(problem));
      if (errors.length > 0) throw new AppError("publish.blocked", { count: errors.length });
    };
    const { posts, shared = {} } = this.#records.siteAt(request.target ?? this.#blog.settings.defaultTarget);
    const files = Object.fromEntries(Object.values(shared).map(({ address }) => [address, true]));
    expectLive({ posts, files }, shared);
    const leftOut = problems.filter(({ code }) => isUnread.has(code) || code === "media.nameUnusable");
    return { build, leftOut: filesOf(leftOut), held: filesOf(problems.filter(holdsOnePost)), expectLive };
  }

  /**
   * Builds the site. Builds it again if posts became legible or illegible during the build.
   * Otherwise, the problems shown would belong to another state of the blog than the built site.
   */
  async #buildUnchanged(request: BuildRequest): Promise<BuildResult> {
    for (let attempts = 1; ; attempts += 1) {
      const before = this.#errors();
      const build = await this.build(request);
      if (this.#errors() === before || attempts === mostBuilds) return build;
    }
  }

  /** Returns a text that changes when the errors of the blog change. */
  #errors(): string {
    const { problems, posts } = this.#blog;
    const all = [...problems, ...[...posts.values()].flatMap((post) => post.problems)];
    return JSON.stringify(all.filter(({ severity }) => severity === "error"));
  }
}

/**
 * Returns a function that checks a problem: whether all files that it keeps off the site are not live.
 * `live` are the paths of live posts and shared drafts. `renamed` are paths of posts that may be live, too.
 */
function isLeftOutBeside(
  live: readonly string[],
  renamed: ReadonlySet<string>,
): (problem: Problem) => boolean {
  const isLive = (file: string): boolean =>
    renamed.has(file) || live.some((path) => path === file || path.startsWith(`${file}/`));
  return (problem) => (isUnread.has(problem.code) || holdsOnePost(problem)) && !isLive(problem.file ?? "");
}

function filesOf(problems: readonly Problem[]): string[] {
  return [...new Set(problems.flatMap(({ file }) => file ?? []))];
}

/** Converts a disk error to an `AppError`, because the user can fix it. Returns other errors unchanged. */
function diskError(error: unknown, path: string): unknown {
  if (error instanceof HeldFileError) return fileError(error, error.path);
  return error instanceof Error && "syscall" in error ? fileError(error, path) : error;
}

function byPlace(a: Problem, b: Problem): number {
  const [left, right] = [a.file ?? "", b.file ?? ""];
  if (left !== right) return left < right ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
