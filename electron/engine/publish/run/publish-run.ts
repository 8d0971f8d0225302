import { posix } from "node:path";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import { acquireLock } from "../lock/acquire-lock.ts";
import { beginRun } from "./begin-run.ts";
import type { Manifest, SwapReleases } from "../state/manifest.ts";
import { isIntact, sampleOf } from "../plan/lost-files.ts";
import type { Deletion } from "../base/directories.ts";
import type { Lock } from "../lock/lock.ts";
import { lockContents } from "../lock/lock-contents.ts";
import { isLeftover } from "../lock/own-locks.ts";
import { lookAtBoth } from "../plan/remote-view.ts";
import {
  keptAsideNote,
  linksLeftNotes,
  knownTraits,
  notesOf,
  type PublishNote,
  refusalNote,
  withoutRefusedNames,
} from "./known-traits.ts";
import { type MadeState, makeState } from "../state/make-state.ts";
import { isLive, nothingDone } from "./nothing-to-do.ts";
import { inTurn, settled } from "../base/pipeline.ts";
import type { Progress } from "../base/progress.ts";
import type { OnPlan, RunOptions } from "./publish-options.ts";
import { PublishPhases } from "./publish-phases.ts";
import { AppError } from "#contract/errors.ts";
import { describeChanges } from "./agree-on-plan.ts";
import { stateLocations } from "../state/state-locations.ts";
import { orMissing, RemoteError, type RemoteFiles, remoteStatus } from "../base/remote-files.ts";
import { type DocumentRoot, findSite, lookInto, type StateLook } from "../state/remote-state.ts";
import type { RunOutcome } from "./run-outcome.ts";
import { uploadsGone } from "../commit/lost-uploads.ts";
import { claimStage, undoStage } from "../upload/stage.ts";
import { publicRoot } from "../state/release-name.ts";

/** The outcome of a publish, and notes for the author about the server. */
export interface NotedOutcome extends RunOutcome {
  readonly notes: readonly PublishNote[];
  /** An error that the author must see, although the site is live. Null if there is none. */
  readonly problem: unknown;
}

/**
 * Runs a whole publish to any target that implements `RemoteFiles`.
 * Rejects with an `AppError`, or with a `RemoteError` that the caller has to explain to the author.
 */
export async function runPublish(
  files: RemoteFiles,
  options: RunOptions,
  progress: Progress,
): Promise<NotedOutcome> {
  const { input, modes } = options;
  const { site, possible } = await lookAtSite(files, options, true);
  const { look } = site;
  const { sample } = possible;
  if (
    look?.manifest &&
    !look.journal &&
    isLive(look.manifest, possible) &&
    (await isAllThere(look, look.manifest))
  ) {
    const notes = notesOf(options, look.manifest.traits);
    return { ...nothingDone(look.manifest, input.posts), notes, problem: null };
  }
  const place = look ?? (await makeState(files, site, input.blogId, modes.file));
  const { outcome, problem, refused, entries } = await runUnderLock(files, possible, progress, place);
  const notes = [
    ...notesOf(options, outcome.manifest.traits, place),
    ...keptAsideNote(place.state, entries),
    ...refusalNote(place.state, refused),
    ...linksLeftNotes(outcome),
  ];
  return { ...outcome, notes, problem };

  /**
   * Whether all files of the sample are unchanged, and all links of earlier decisions are still links.
   * Also requires that no interrupted publish has left anything.
   */
  async function isAllThere({ state, hasOldJournal }: StateLook, manifest: Manifest): Promise<boolean> {
    const links = Object.keys(manifest.links ?? {});
    const looks = [
      lookAtBoth(files, site.root, [links, sample], {
        ours: new Set(links),
        published: manifest.files,
        signal: options.signal,
      }),
      lockContents(files, `${state}/lock`),
    ] as const;
    await settled(looks);
    const [remote, lock] = await Promise.all(looks);
    const mayTidy = lock === null ? hasOldJournal : isLeftover(lock, options.client);
    const areLinks = links.every((path) => remote.get(path)?.kind === "link");
    return isIntact(sample, manifest, remote) && areLinks && !mayTidy;
  }
}

interface SiteLook {
  readonly site: DocumentRoot;
  /** The options without files whose names the server refuses, but with a sample of files to check. */
  readonly possible: RunOptions & Required<Pick<RunOptions, "sample">>;
}

/** Finds the live site, and chooses the files that are published and those that are checked. */
async function lookAtSite(files: RemoteFiles, options: RunOptions, mayProbe: boolean): Promise<SiteLook> {
  const site = await findSite(files, options.directory, { blogId: options.input.blogId, mayProbe });
  const { look } = site;
  const built = withoutRefusedNames(options, (look?.manifest ?? look?.journal)?.traits);
  const sample = look?.manifest
    ? sampleOf(look.manifest, built.input.files, files.capabilities, options.random)
    : [];
  return { site, possible: { ...built, sample } };
}

/**
 * Makes the plan of a publish. Takes no lock and changes nothing on the server.
 * After an interrupted publish, the plan takes into account the files that it has left on the server.
 * Rejects like `runPublish`.
 */
export async function runPlan(
  files: RemoteFiles,
  options: RunOptions,
  onPlan: OnPlan | undefined,
): Promise<PublishPlan> {
  const { site, possible } = await lookAtSite(files, options, false);
  const { root, look } = site;
  const entry = site.isDirectory ? null : await orMissing(files.lstat(root));
  if (!site.isDirectory && entry?.kind !== "directory") {
    throw new AppError("publish.directoryMissing", { directory: options.directory });
  }
  const manifest = look?.manifest ?? null;
  const place = look ?? { root, state: stateLocations(root, options.input.blogId)[0]?.dotted.state ?? "" };
  const { plan, aids } = await describeChanges(files, place, {
    options: { ...possible, review: true },
    before: manifest,
    seen: null,
    names: manifest?.traits.names,
  });
  await onPlan?.(plan, aids);
  return plan;
}

interface LockedOutcome extends Pick<NotedOutcome, "problem"> {
  readonly outcome: RunOutcome;
  /** The clean-up operations that the server refused. */
  readonly refused: ReadonlySet<Deletion>;
  /** Names of the entries in the state directory when the publish began. */
  readonly entries: readonly string[];
}

/** Publishes a site under the lock. Rejects only if the manifest of the new site is not written. */
async function runUnderLock(
  files: RemoteFiles,
  options: RunOptions,
  progress: Progress,
  place: StateLook | MadeState,
): Promise<LockedOutcome> {
  const { client, signal } = options;
  const look = "manifest" in place ? place : null;
  const known = await knownTraits(files, place, options);
  const { lock, begun } = await acquireLock(
    files,
    place.state,
    {
      client,
      signal,
      ask: options.ask,
      onWait: (holder) => progress.waitFor(holder),
      timeoutMs: options.lockTimeoutMs,
      clock: options.lockClock,
    },
    {
      begin: (nonce, expectHeld) =>
        beginRun(files, place, { nonce, before: look, options, names: known?.names, expectHeld }),
      undo: (nonce) => undoStage(files, place.state, nonce),
    },
  );
  const explain = (error: unknown): Promise<unknown> => causeOf(error, files, lock, begun.stage.directory);
  try {
    const stage = await claimStage(files, place.state, begun.stage, () => lock.assertHeld());
    // Reads the state directory again if the lock's former owner may have written a journal meanwhile.
    const current = stage.wasAnothers ? await lookInto(files, place) : begun.look;
    const root = await liveRoot(files, place.root, current.manifest?.swap);
    const isSeen = !stage.wasAnothers && root === place.root;
    const run = new PublishPhases({ files, options, progress, place: { ...place, root }, stage });
    const { manifest: before, finished } = await run.finishInterrupted(current);
    const traits = known ? { ...before?.traits, ...known } : (before?.traits ?? null);
    const { outcome, problem } = await run.publish(before, isSeen ? begun.seen : null, traits);
    const { refused, failure } = await cleanUp(files, run, lock, explain);
    const whole = finished ? { ...outcome, finished } : outcome;
    return { outcome: whole, problem: problem ?? failure, refused, entries: begun.stage.entries };
  } catch (error) {
    throw await explain(error);
  } finally {
    await lock.release();
  }
}

/**
 * Removes the journal, the staging directory and the lock.
 * The new site is already live, so an error is returned as `failure` instead of thrown.
 */
async function cleanUp(
  files: RemoteFiles,
  run: PublishPhases,
  lock: Lock,
  explain: (error: unknown) => Promise<unknown>,
): Promise<Pick<LockedOutcome, "refused"> & { readonly failure: unknown }> {
  let refused: ReadonlySet<Deletion> = new Set();
  const forget = async (): Promise<void> => {
    refused = await run.forget();
  };
  try {
    await inTurn(files, [forget, () => lock.release()]);
    return { refused, failure: null };
  } catch (error) {
    return { refused, failure: await explain(error) };
  }
}

/**
 * Returns an error that explains why a file is missing, or otherwise `error` itself.
 * `publish.uploadsGone`: another program has removed uploads. `publish.locked`: the lock is lost.
 */
async function causeOf(error: unknown, files: RemoteFiles, lock: Lock, stage: string): Promise<unknown> {
  if (!(error instanceof RemoteError && error.status === remoteStatus.noSuchFile)) return error;
  try {
    const hasState = (await orMissing(files.lstat(posix.dirname(stage)))) !== null;
    if (hasState) await lock.assertHeld();
    return (await uploadsGone(files, stage, error)) ?? error;
  } catch (cause) {
    return cause;
  }
}

/**
 * Reads the document root's real path again under the lock, because another client may have changed the path.
 */
async function liveRoot(files: RemoteFiles, root: string, swap: SwapReleases | undefined): Promise<string> {
  if (!swap || posix.basename(root) === swap.present) return root;
  return files.realpath(publicRoot(root));
}
