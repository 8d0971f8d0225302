import { linkValues, type PublishPlan } from "#contract/types/publish-run-types.ts";
import type { PublishSteps, RemoteView } from "../plan/plan-types.ts";
import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { linksDecided, linksToDecide } from "../plan/directory-links.ts";
import { Elsewhere, isSetBack, type LastHere, lastOf, ofEndedShares } from "../plan/elsewhere.ts";
import type { Manifest } from "../state/manifest.ts";
import { HostIncludeFound, type NameRules } from "../base/server-traits.ts";
import { planPublish } from "../plan/plan.ts";
import { applyDecisions, type DecidedSteps, undecided } from "../plan/plan-decisions.ts";
import { describePlan, isPage } from "../plan/plan-description.ts";
import { type KindChange, plannedKindChanges } from "../plan/plan-kind-changes.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import type { RunOptions } from "./publish-options.ts";
import { orMissing, orRefused, type RemoteDirectories, type RemoteFiles } from "../base/remote-files.ts";
import { isIntact } from "../plan/lost-files.ts";
import { lookAtPaths, lookAtRemote } from "../plan/remote-view.ts";
import { expectDistinct } from "../plan/same-names.ts";
import { serverText } from "../base/server-data.ts";
import type { PlanAids } from "../base/targets.ts";
import { readWhole } from "../base/whole-file.ts";
import { isSharedDraftFile } from "#engine/site/entries/shared-drafts.ts";

/** Maximum size of a file that is read for a comparison, in bytes. */
const maxCompared = 4 * 1024 * 1024;

type Posts = Readonly<Record<string, PublishedPost>>;

/** The plan that the author has accepted, and its effect on the posts. */
export interface Agreement {
  readonly steps: DecidedSteps;
  /** Whether the plan is based on a listing of the whole document root. */
  readonly isWhole: boolean;
  readonly kindChanges: readonly KindChange[];
  /** The files on the server when the plan was made. For files to be replaced, sizes and times are exact. */
  readonly remote: RemoteView;
  /** Returns the posts that will be live, including versions that another computer has published. */
  livePosts(built: Posts): Posts;
  /**
   * Returns the posts that this computer records as published. `built` are the posts of the new build.
   */
  postsSeenHere(built: Posts): Posts;
}

/** What a plan is based on. */
interface PlanBasis {
  readonly options: RunOptions;
  /** The manifest on the server. Null before the first publish. */
  readonly before: Manifest | null;
  /** The server's files. Null if they are unknown. */
  readonly seen: RemoteView | null;
  readonly names: NameRules | undefined;
}

/** The steps of a publish, and the plan that describes these steps to the author. */
interface DescribedChanges extends Pick<Agreement, "isWhole" | "remote"> {
  readonly steps: PublishSteps;
  readonly plan: PublishPlan;
  readonly aids: PlanAids;
  /** The site that this computer published last. A live site with this computer's `publisher` also counts. */
  readonly lastHere: LastHere | undefined;
  /** The changes that other computers have published since `lastHere`. Null if a comparison is impossible. */
  readonly elsewhere: Elsewhere | null;
}

/** Checks the files on the server and makes the plan. Changes nothing and does not ask the author. */
export async function describeChanges(
  files: RemoteFiles,
  place: RemoteDirectories,
  { options, before, seen, names }: PlanBasis,
): Promise<DescribedChanges> {
  const { input, review, resend, reopens, sample = [], publisher, signal } = options;
  if (before) options.expectLive?.(before);
  if (options.expects) expectLast(before, options.lastHere);
  if (options.expects === "newer") throw new AppError("undo.none");
  if (options.hostInclude === "unknown") expectScript(before);
  const lastHere = lastOf(before, options.lastHere, publisher);
  expectDistinct(input.files, names);
  const look = (isWhole: boolean): Promise<RemoteView> =>
    lookAtRemote(
      files,
      place,
      { build: input.files, manifest: before },
      {
        isWhole,
        names,
        sample,
        earlier: lastHere?.earlier,
        signal,
      },
    );
  const isReviewed = review || before === null;
  const first = seen ?? (await look(isReviewed));
  // Usually checks only a random sample of files. If files of the sample are damaged, checks all files.
  const isDamaged = !isReviewed && !isIntact(sample, before, first);
  const isWhole = isReviewed || isDamaged;
  const remote = isDamaged ? await look(true) : first;
  if (isDamaged && remote.size === 0) await expectRoot(files, place);
  const setBack = before !== null && lastHere !== undefined && isSetBack(before, lastHere);
  const elsewhere = before && lastHere && !setBack ? new Elsewhere(before, lastHere, input) : null;
  const decidedLinks = await linksDecided(files, place.root, before?.links, { remote, reopens });
  const planned = planPublish(input.files, before, remote, {
    elsewhere,
    setBackFrom: setBack ? lastHere.files : null,
    isWhole,
    names,
    unread: input.unread,
    resend,
    reopens,
    decidedLinks,
  });
  const links = await linksToDecide(files, place.root, planned, { remote, decided: decidedLinks });
  const steps = { ...planned, links };
  expectFree(steps.blocked, place);
  const plan = describedPlan(steps, options, before);
  return { steps, plan, aids: aidsFor(files, place, options), isWhole, remote, lastHere, elsewhere };
}

/** Throws `HostIncludeFound` if another computer knew that the web host needs no script for shared parts. */
function expectScript(before: Manifest | null): void {
  const include = before?.traits.include;
  if (include && include !== "script") throw new HostIncludeFound(include);
}

/** Throws `publish.directoryMissing` if the document root itself is missing, not only its files. */
async function expectRoot(files: RemoteFiles, { root }: RemoteDirectories): Promise<void> {
  if ((await orMissing(files.lstat(root))) === null)
    throw new AppError("publish.directoryMissing", { directory: root });
}

/** Throws `publish.folderInTheWay` if folders that must stay are in the place of files of the site. */
function expectFree([blocked]: readonly string[], { root }: RemoteDirectories): void {
  if (blocked !== undefined)
    throw new AppError("publish.folderInTheWay", { path: posix.join(root, blocked) });
}

/** Throws `undo.elsewhere` if somebody has published since the last publish from this computer. */
function expectLast(before: Manifest | null, { generation, at }: Partial<LastHere> = {}): void {
  if (!before || generation === undefined || before.at === at || before.generation <= generation) return;
  throw new AppError("undo.elsewhere", { at: before.at, count: before.generation - generation });
}

/** Checks the files on the server, makes the plan, and asks the author if a decision is needed. */
export async function agreeOnPlan(
  files: RemoteFiles,
  place: RemoteDirectories,
  basis: PlanBasis,
): Promise<Agreement> {
  const { options, before } = basis;
  const changes = await describeChanges(files, place, basis);
  const { steps, isWhole, remote, lastHere, elsewhere } = changes;
  // Checks individually each file that will be replaced, because sizes and times in listings can be inexact.
  const puts = [...steps.puts, ...steps.ifFollowed.puts].map(({ file }) => file.path);
  const replaced = isWhole ? puts.filter((path) => remote.has(path)) : [];
  const checked = await lookAtPaths(files, place.root, replaced, {
    ours: new Set(replaced),
    signal: options.signal,
  });
  const decided = await decide(changes, options);
  // Also checks files below a link that the author has only now chosen to follow.
  expectFree(
    decided.puts.flatMap(({ file, seen }) => (seen?.kind === "directory" ? file.path : [])),
    place,
  );
  const held = new Set(decided.held.flatMap((path) => postOf(path, options, elsewhere) ?? []));
  const withHeld = (built: Posts, theirs: Posts): Posts => {
    const posts = { ...built };
    for (const post of held) {
      delete posts[post];
      const other = theirs[post];
      if (other) posts[post] = other;
    }
    return posts;
  };
  return {
    isWhole,
    steps: decided,
    kindChanges: plannedKindChanges(decided, steps.folders, place.root),
    remote: checked.size === 0 ? remote : new Map([...remote, ...checked]),
    livePosts: (built) => withHeld(built, before?.posts ?? {}),
    postsSeenHere: (built) => withHeld(built, lastHere?.posts ?? {}),
  };
}

function describedPlan(
  steps: PublishSteps,
  { name, input, clockDoubts, lastHere }: RunOptions,
  before: Manifest | null,
): PublishPlan {
  const postPages = new Set(Object.values(before?.posts ?? {}).map(({ address }) => address));
  const parts = new Set(input.parts);
  const isOfEnded = ofEndedShares(input, before);
  const publishedBefore = before ? undefined : lastHere?.at;
  return describePlan(name, steps, Object.keys(before?.files ?? {}).length, {
    ...clockDoubts,
    isUnshared: (path) => isOfEnded(path) || (isSharedDraftFile({ path }) && !postPages.has(path)),
    isPostPage: (path) => postPages.has(path),
    isPart: (path) => parts.has(path) && !postPages.has(path),
    ...(publishedBefore === undefined ? {} : { publishedBefore }),
  });
}

async function decide(
  { steps, plan, aids }: DescribedChanges,
  { review, ask, backTo }: RunOptions,
): Promise<DecidedSteps> {
  if (plan.questions.length === 0 && !review) return applyDecisions(steps, {});
  const answer = await ask({ kind: "plan", plan, ...(backTo === undefined ? {} : { backTo }) }, aids);
  const open = answer.accept
    ? undecided(steps, answer)
    : plan.files.flatMap(({ path, because }) => (because && because !== "restored" ? path : []));
  const links = new Set(steps.links.map(({ path }) => path));
  const [link] = steps.links.filter(({ path }) => open.includes(path));
  if (link && open.every((path) => links.has(path))) {
    throw new AppError("publish.links", { path: link.path, ...linkValues(link.target) });
  }
  if (open.length > 0) throw new AppError("publish.conflicts", { count: open.length });
  if (answer.accept) return applyDecisions(steps, answer);
  throw refusal(plan);
}

/** Returns the error for a plan that was not accepted. It names what the author did not agree to. */
function refusal({ questions, files, clockBehind, clockAhead }: PublishPlan): AppError {
  if (clockBehind) return new AppError("publish.clockBehind", clockBehind);
  if (clockAhead) return new AppError("publish.clockAhead", clockAhead);
  const gone = files.filter(({ change }) => change === "removed");
  const paths = shortList(gone.map(({ path }) => path));
  if (questions.includes("deletes"))
    return new AppError("publish.manyDeletes", { count: gone.length, paths });
  const lost = files.filter(({ change }) => change === "lost").map(({ path }) => path);
  if (questions.includes("lost"))
    return new AppError("publish.lost", { count: lost.length, paths: shortList(lost) });
  if (questions.includes("removals")) return new AppError("publish.removals", { count: gone.length, paths });
  return new AppError("call.cancelled");
}

/** Maximum number of paths that an error names. */
const mostNamed = 3;

function shortList(paths: readonly string[]): string {
  const shown = [...paths.filter(isPage), ...paths.filter((path) => !isPage(path))].slice(0, mostNamed);
  return shown.map(serverText).join(", ") + (paths.length > mostNamed ? ", …" : "");
}

function aidsFor(files: RemoteFiles, { root }: RemoteDirectories, { input }: RunOptions): PlanAids {
  return {
    versions: async (path) => {
      const mine = input.files.find((file) => file.path === path);
      if (mine && mine.size > maxCompared) return null;
      const reading = orMissing(readWhole(files, posix.join(root, path), maxCompared));
      const theirs = await orRefused(reading.then((bytes) => ({ bytes })));
      return theirs && { theirs: theirs.bytes, mine: mine ? await readFile(mine.location) : null };
    },
  };
}

function postOf(path: string, { input }: RunOptions, elsewhere: Elsewhere | null): string | undefined {
  return input.files.find((file) => file.path === path)?.post ?? elsewhere?.postAt(path);
}
