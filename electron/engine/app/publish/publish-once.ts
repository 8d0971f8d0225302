import { hostname, userInfo } from "node:os";
import { shownPlaceOf } from "#contract/settings/target.ts";
import type { Answer, PublishPlan, Question } from "#contract/types/publish-run-types.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { LastHere } from "#engine/publish/plan/elsewhere.ts";
import type { Published } from "#engine/publish/run/publish.ts";
import type { OnPlan, PlanOptions, PublishOptions } from "#engine/publish/run/publish-options.ts";
import type { SpareConnection } from "#engine/publish/run/spare-connection.ts";
import { planWith, publishTo } from "#engine/publish/transports/registry.ts";
import type { Ask } from "#engine/publish/base/targets.ts";
import type { ImageProgress } from "#engine/site/media/images/preparation.ts";
import type { OutputFile, PublishedPost } from "#engine/site/output/site-output.ts";
import type { BlogEvents } from "../blog-events.ts";
import { places } from "#engine/site/addresses/places.ts";
import { listMedia } from "#engine/site/media/media-files.ts";
import { sharedDraftPage } from "#engine/site/entries/shared-drafts.ts";
import { keptAddresses } from "#engine/site/pages/plan-kept.ts";
import type { SiteBuilder } from "../site/site-builder.ts";
import { doubtClock, type LiveRecords } from "./live-records.ts";
import type { ResolvedTarget } from "./target-resolver.ts";
import { mentionedFiles } from "#engine/blog/media/media-mentions.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { bodyOf } from "#engine/blog/posts/post-body.ts";

/** The services and options that every publish of one blog needs. */
export interface PublishParts {
  readonly blog: BlogFolder;
  readonly builder: SiteBuilder;
  readonly events: BlogEvents;
  readonly records: LiveRecords;
  readonly version: string;
  /** Keeps the connection of a publish for the case that the publish is restarted. */
  readonly spare: SpareConnection;
  /** For tests: time without a heartbeat, in milliseconds, after which another client counts as dead. */
  readonly lockTimeoutMs?: number | undefined;
}

/** A site whose files have all been made, either now or by an earlier publish. */
export interface SiteToPublish {
  readonly files: readonly OutputFile[];
  /** Site paths of unreadable files and folders. The site keeps their published versions. Default: none. */
  readonly unread?: readonly string[] | undefined;
  /** Site paths of pages and media that were on the site only because of drafts that are no longer shared. */
  readonly ended?: readonly string[] | undefined;
  /** See `PublishInput.parts`. Missing for the site of an earlier publish. */
  readonly parts?: readonly string[] | undefined;
  readonly posts: Readonly<Record<string, PublishedPost>>;
  /** The shared drafts (published at secret addresses), by blog path. Default: none. */
  readonly shared?: Readonly<Record<string, PublishedPost>> | undefined;
  /** Paths of the blog's unreadable files and folders, which the site leaves out. */
  readonly leftOut?: readonly string[] | undefined;
  /** See `BuildForPublishing.held`. */
  readonly held?: readonly string[] | undefined;
  /** See `PublishOptions.hostInclude`. Missing for the site of an earlier publish. */
  readonly hostInclude?: PublishOptions["hostInclude"];
  /** Which site has to be live: see `PublishOptions.expects`. Missing if any site may be live. */
  readonly expects?: PublishOptions["expects"];
  /** See `PublishOptions.expectLive`. Missing for the site of an earlier publish. */
  readonly expectLive?: PublishOptions["expectLive"];
}

export interface PublishOnce {
  readonly target: ResolvedTarget;
  /** Whether to ask the author about the plan even if the plan needs no decision. */
  readonly review: boolean;
  /** The type `PublishOptions` explains the properties `resend`, `reopens` and `publisher`. */
  readonly reopens?: boolean | undefined;
  readonly resend?: readonly string[] | undefined;
  readonly publisher?: string | undefined;
  readonly signal: CancelSignal;
  readonly ask: Ask;
  readonly lastHere: LastHere;
  /** Why this publish probably changes all pages of the site. Undefined if there is no such reason. */
  readonly why?: PublishPlan["why"];
  /** The type `PublishOptions` explains the properties `backTo` and `beforeCommit`. */
  readonly backTo?: string | undefined;
  readonly beforeCommit?: PublishOptions["beforeCommit"] | undefined;
}

type LiveFiles = Readonly<Record<string, { readonly group: string; readonly post?: string | undefined }>>;

/**
 * Builds the blog's current site for a target. `live` are the files that are already on the site.
 * Rejects with `publish.blocked` if the blog has errors.
 */
export async function buildForTarget(
  { blog, builder, records, events }: PublishParts,
  target: ResolvedTarget,
  live: LiveFiles,
  signal: CancelSignal,
): Promise<SiteToPublish> {
  events.emit("publish.progress", buildStage);
  const onProgress = ({ done, total, path }: ImageProgress): void =>
    events.emit("publish.progress", { ...buildStage, files: done, totalFiles: total, file: path });
  const outDir = builder.cacheFolder(target.name);
  const { build, leftOut, held, expectLive } = await builder.buildForPublishing({
    target: target.name,
    baseUrl: target.url,
    outDir,
    published: new Set(Object.keys(live)),
    kept: keptAddresses(live, blog.settings.redirects.lists),
    include: target.include,
    protection: target.protection,
    signal,
    onProgress,
  });
  const { files, unread, posts, shared, partFiles } = build;
  const parts = partsOf(live, partFiles);
  const ended = filesOfEndedShares(blog, records.get(target.name)?.shared ?? {}, shared, live);
  const hostInclude = blog.settings.parts.include === "auto" ? (target.include ?? "unknown") : undefined;
  return { files, unread, ended, parts, posts, shared, leftOut, held, hostInclude, expectLive };
}

/**
 * Returns the paths of this theme's parts (`known`) and of all live files in the folder of parts.
 * Leaves out live files that are not in the group `asset`, such as a redirect of the author at such a path.
 */
function partsOf(live: LiveFiles, known: readonly string[]): string[] {
  const former = Object.keys(live).filter((path) => path.startsWith(`${places.parts}/`));
  return [...known, ...former].filter((path) => (live[path]?.group ?? "asset") === "asset");
}

/**
 * Returns the site paths of drafts that are no longer shared, and of the media in these drafts.
 * `before` contains the shared drafts of this computer's last publish.
 * It lacks the drafts that were shared from other computers.
 */
function filesOfEndedShares(
  { posts, folder }: Pick<BlogFolder, "posts" | "folder">,
  before: NonNullable<SiteToPublish["shared"]>,
  shared: NonNullable<SiteToPublish["shared"]>,
  live: Readonly<Record<string, unknown>>,
): string[] {
  const pages = new Map(Object.entries(before).map(([path, { address }]) => [path, address]));
  for (const [path, { draftShare }] of posts) if (draftShare) pages.set(path, sharedDraftPage(draftShare));
  const ended = [...pages].filter(([path]) => shared[path] === undefined);
  if (ended.length === 0) return [];
  const index = Object.keys(shared).length === 0 ? [places.sharedDraftsIndex] : [];
  const media = [...Object.keys(live), ...listMedia(folder).files.keys()];
  const drafts = ended.flatMap(([path]) => posts.get(path) ?? []);
  return [...ended.map(([, page]) => page), ...index, ...namedIn(drafts, media)];
}

/** Returns the paths in `known` that the texts of the posts mention. */
function namedIn(posts: readonly Post[], known: readonly string[]): string[] {
  const paths = new Map(known.map((path) => [path, null]));
  return posts.flatMap((post) => [
    ...mentionedFiles(
      `${post.properties.cover ?? ""}\n${post.properties.summary ?? ""}\n${bodyOf(post)}`,
      paths,
    ),
  ]);
}

/** Publishes a finished site to a target. Rejects with an `AppError`. */
export async function publishOnce(
  parts: PublishParts,
  site: SiteToPublish,
  { target, review, resend, reopens, publisher, why, backTo, beforeCommit, ...once }: PublishOnce,
): Promise<Published> {
  const { files } = site;
  const asking: Ask = (question, aids) => {
    if (question.kind !== "plan") return once.ask(question, aids);
    return once.ask({ ...question, plan: withPlace(question.plan, { target, why, files }) }, aids);
  };
  const options: PublishOptions = {
    ...sharedOptions(parts, site, { ...once, target }),
    ask: target.isPractice && !review ? withoutFirst(asking) : asking,
    review,
    resend,
    reopens,
    publisher,
    ...(backTo === undefined ? {} : { backTo }),
    ...(beforeCommit === undefined ? {} : { beforeCommit }),
  };
  return publishTo(target.settings, options, target.access);
}

interface PlanOnce extends Pick<PublishOnce, "target" | "signal" | "ask" | "lastHere" | "why" | "reopens"> {
  readonly onPlan: OnPlan;
}

/** Makes the plan of a publish to a target, and changes nothing there. Rejects with an `AppError`. */
export async function planOnce(
  parts: PublishParts,
  site: SiteToPublish,
  { target, why, reopens, onPlan, ...once }: PlanOnce,
): Promise<PublishPlan> {
  const described = (plan: PublishPlan): PublishPlan => withPlace(plan, { target, why, files: site.files });
  const options: PlanOptions = {
    ...sharedOptions(parts, site, { ...once, target }),
    reopens,
    onPlan: (plan, aids) => onPlan(described(plan), aids),
  };
  return described(await planWith(target.settings, options, target.access));
}

/** Returns the options that a publish and a plan have in common. */
function sharedOptions(
  { blog, builder, records, events, version, spare, lockTimeoutMs }: PublishParts,
  { files, unread, ended, parts, posts, hostInclude, expects, expectLive }: SiteToPublish,
  { target, ask, signal, lastHere }: Pick<PublishOnce, "target" | "ask" | "signal" | "lastHere">,
): Omit<PublishOptions, "review"> {
  const record = records.get(target.name);
  const isWaiting = (path: string): boolean => record?.posts[path] === undefined;
  const waiting = Object.keys(posts)
    .filter(isWaiting)
    .flatMap((path) => blog.posts.get(path)?.date?.time ?? []);
  return {
    name: target.name,
    input: { blogId: blog.id, files, unread, ended, parts, posts },
    ask,
    spare,
    signal,
    onProgress: (progress) => events.emit("publish.progress", progress),
    client: { user: userName(), computer: hostname() },
    program: version,
    now: () => builder.now(),
    lastHere,
    expects,
    expectLive,
    ...(hostInclude ? { hostInclude } : {}),
    // The practice site notifies no WebSub hub, because hubs cannot reach a site on the author's computer.
    hub: target.isPractice ? undefined : blog.settings.feeds.hub,
    clockDoubts: doubtClock(record, builder.now(), waiting, blog.settings.timeZone),
    ...(lockTimeoutMs === undefined ? {} : { lockTimeoutMs }),
  };
}

interface PlanPlace extends Pick<PublishOnce, "target" | "why"> {
  readonly files: readonly OutputFile[];
}

/** Adds the server and the folder to a plan, and the reason `why` if all pages of posts change. */
function withPlace(plan: PublishPlan, { target, why, files }: PlanPlace): PublishPlan {
  const planned = new Set(plan.files.map(({ path }) => path));
  const isAnew = !plan.first && files.every(({ path, post }) => post === undefined || planned.has(path));
  return { ...plan, place: shownPlaceOf(target.settings), ...(why && isAnew ? { why } : {}) };
}

/** Returns the name of the user who runs the program. In a container, there may be no such name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? "?";
  }
}

const buildStage = { stage: "build", files: 0, totalFiles: 0, bytes: 0, totalBytes: 0, file: "" } as const;
const yes: Answer = { accept: true, answers: [], remember: false };

/** Answers yes to the first publish of the practice site. Passes all other questions to `ask`. */
function withoutFirst(ask: Ask): Ask {
  return async (question: Question, aids) => {
    const isOnlyFirst =
      question.kind === "plan" && question.plan.questions.every((reason) => reason === "first");
    return isOnlyFirst ? yes : ask(question, aids);
  };
}
