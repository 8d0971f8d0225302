import { hostname, userInfo } from "node:os";
import type { Answer, Question } from "#contract/blog-types.ts";
import type { CancelSignal } from "#contract/wire.ts";
import type { BlogFolder } from "#engine/blog/blog-folder.ts";
import { publishToFolder } from "#engine/publishing/folder-target.ts";
import { type Published, publish } from "#engine/publishing/publish.ts";
import type { PublishOptions } from "#engine/publishing/publish-options.ts";
import { publishToRclone } from "#engine/publishing/rclone/rclone-target.ts";
import type { Ask } from "#engine/publishing/targets.ts";
import type { ImageProgress } from "#engine/site/images/preparation.ts";
import type { BlogEvents } from "./blog-events.ts";
import { freezeAddresses } from "./freeze-addresses.ts";
import type { SiteBuilder } from "./site-builder.ts";
import type { ResolvedTarget } from "./target-resolver.ts";

/** What a publish of one blog works with. */
export interface PublishParts {
  readonly blog: BlogFolder;
  readonly builder: SiteBuilder;
  readonly events: BlogEvents;
  /** A publish wrote into the file of a post, which may be open. */
  readonly onPostWritten: (path: string) => Promise<void>;
  /** The program's version. */
  readonly version: string;
}

export interface PublishOnce {
  readonly target: ResolvedTarget;
  /** Ask about the plan even when there is nothing to decide. */
  readonly review: boolean;
  readonly signal: CancelSignal;
  readonly ask: Ask;
}

/** Builds the site as it is on disk now and publishes it. Rejects with coded errors. */
export async function publishOnce(parts: PublishParts, { target, ...once }: PublishOnce): Promise<Published> {
  const { blog, builder, events, version } = parts;
  const { review, signal } = once;
  events.emit("publish.progress", buildStage);
  const onProgress = ({ done, total, path }: ImageProgress): void =>
    events.emit("publish.progress", { ...buildStage, files: done, totalFiles: total, file: path });
  const outDir = builder.cacheFolder(target.name);
  const build = await builder.buildForPublishing({ baseUrl: target.url, outDir, signal, onProgress });
  const options: PublishOptions = {
    name: target.name,
    input: { blogId: blog.id, files: build.files, posts: build.posts },
    ask: once.ask,
    signal,
    onProgress: (progress) => events.emit("publish.progress", progress),
    client: { user: userName(), computer: hostname() },
    review,
    program: version,
    // Nobody else can reach the practice site
    hub: isPractice(target) ? undefined : blog.settings.feeds.hub,
    beforeCommit: () => freezeAddresses(blog, build.posts, parts.onPostWritten),
  };
  if (target.kind === "folder") return publishToFolder({ ...options, target: target.folder });
  if (target.kind === "rclone") return publishToRclone({ ...options, target: target.rclone });
  const { sftp, secrets, knownHostsFile } = target;
  const ask = isPractice(target) && !review ? withoutFirst(options.ask) : options.ask;
  return publish({ ...options, ask, target: sftp, secrets, knownHostsFile });
}

function isPractice(target: ResolvedTarget): boolean {
  return target.kind === "sftp" && target.isPractice;
}

/** Containers run under user ids without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? "?";
  }
}

const buildStage = { stage: "build", files: 0, totalFiles: 0, bytes: 0, totalBytes: 0, file: "" } as const;
const yes: Answer = { accept: true, answers: [], remember: false };

/**
 * The practice site is ours: its first publish needs no thought. Files that are there and not ours are asked about as
 * anywhere.
 */
function withoutFirst(ask: Ask): Ask {
  return async (question: Question) => {
    const isOnlyFirst =
      question.kind === "plan" && question.plan.questions.every((reason) => reason === "first");
    return isOnlyFirst ? yes : ask(question);
  };
}
