import { posix } from "node:path";
import { acquireLock } from "../lock/acquire-lock.ts";
import { beginRun } from "./begin-run.ts";
import type { SwapReleases } from "../state/manifest.ts";
import { knownTraits, notesOf, type PublishNote, withoutRefusedNames } from "../state/known-traits.ts";
import { type MadeState, makeState } from "../state/make-state.ts";
import { isLive, nothingDone } from "../plan/nothing-to-do.ts";
import { inTurn } from "../base/pipeline.ts";
import type { Progress } from "../base/progress.ts";
import type { RunOptions } from "./publish-options.ts";
import { PublishRun } from "./publish-steps.ts";
import { RemoteError, type RemoteFiles, remoteStatus } from "../base/remote-files.ts";
import { findSite, lookInto, type StateLook } from "../state/remote-state.ts";
import type { RunOutcome } from "./run-outcome.ts";
import { claimStage, undoStage } from "../upload/stage.ts";
import { publicRoot } from "../commit/swap/release-name.ts";

/** The outcome of a publish, with notes about the server for the author. */
export interface NotedOutcome extends RunOutcome {
  readonly notes: readonly PublishNote[];
}

/**
 * Publishes to any target that implements `RemoteFiles`, from the lock to the manifest.
 * Rejects with an `AppError`, or with a `RemoteError` that the caller has to explain to the author.
 */
export async function runPublish(
  files: RemoteFiles,
  options: RunOptions,
  progress: Progress,
): Promise<NotedOutcome> {
  const { directory, input, modes } = options;
  const site = await findSite(files, directory, input.blogId);
  const { look } = site;
  const possible = withoutRefusedNames(options, (look?.manifest ?? look?.journal)?.traits);
  if (look?.manifest && !look.journal && isLive(look.manifest, possible)) {
    return { ...nothingDone(look.manifest, input.posts), notes: notesOf(options, look.manifest.traits) };
  }
  const place = look ?? (await makeState(files, site, input.blogId, modes.file));
  const outcome = await runUnderLock(files, possible, progress, place);
  return { ...outcome, notes: notesOf(options, outcome.manifest.traits, place) };
}

async function runUnderLock(
  files: RemoteFiles,
  options: RunOptions,
  progress: Progress,
  place: StateLook | MadeState,
): Promise<RunOutcome> {
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
      patienceMs: options.lockPatienceMs,
      clock: options.lockClock,
    },
    {
      begin: (nonce, expectHeld) => beginRun(files, place, nonce, look, options, known?.names, expectHeld),
      undo: (nonce) => undoStage(files, place.state, nonce),
    },
  );
  try {
    const stage = await claimStage(files, place.state, begun.stage, () => lock.assertHeld());
    // The client that had the lock before may have written a journal since the manifest was read.
    const current = stage.wasAnothers ? await lookInto(files, place) : begun.look;
    const root = await liveRoot(files, place.root, current.manifest?.swap);
    const isSeen = !stage.wasAnothers && root === place.root;
    const run = new PublishRun(files, options, progress, { ...place, root }, stage);
    const before = await run.finishInterrupted(current);
    const traits = known ? { ...before?.traits, ...known } : (before?.traits ?? null);
    const { outcome, problem } = await run.publish(before, isSeen ? begun.seen : null, traits);
    await inTurn(files, [() => run.forget(), () => lock.release()]);
    if (problem) throw problem;
    return outcome;
  } catch (error) {
    // Another client may have taken the lock over, and with it the stage directory.
    if (error instanceof RemoteError && error.status === remoteStatus.noSuchFile) await lock.assertHeld();
    throw error;
  } finally {
    await lock.release();
  }
}

/** Returns the real path of the document root under the lock, since another client may have swapped it. */
async function liveRoot(files: RemoteFiles, root: string, swap: SwapReleases | undefined): Promise<string> {
  if (!swap || posix.basename(root) === swap.present) return root;
  return files.realpath(publicRoot(root));
}
