import { acquireLock } from "./acquire-lock.ts";
import { beginRun } from "./begin-run.ts";
import { isLive, nothingDone } from "./nothing-to-do.ts";
import { inTurn } from "./pipeline.ts";
import type { Progress } from "./progress.ts";
import type { RunOptions } from "./publish-options.ts";
import { PublishRun, type RunOutcome } from "./publish-steps.ts";
import { RemoteError, type RemoteFiles, remoteStatus } from "./remote-files.ts";
import { findSite, lookInto, makeState } from "./remote-state.ts";
import { claimStage, undoStage } from "./stage.ts";

/**
 * Publishes to whatever answers like an SFTP server: the protocol, from the lock to the manifest. Throws `RemoteError`s
 * as they come; the caller explains them.
 */
export async function runPublish(
  files: RemoteFiles,
  options: RunOptions,
  progress: Progress,
): Promise<RunOutcome> {
  const { input, client, signal } = options;
  const { root, look } = await findSite(files, options.directory, input.blogId);
  if (look?.manifest && !look.journal && isLive(look.manifest, options)) {
    return nothingDone(look.manifest, input.posts);
  }
  const place = look ?? (await makeState(files, root, input.blogId, options.modes.file));
  const { lock, begun } = await acquireLock(
    files,
    place.state,
    {
      client,
      signal,
      ask: options.ask,
      onWait: (holder) => progress.waitFor(holder),
      patienceMs: options.lockPatienceMs,
    },
    {
      begin: (nonce) => beginRun(files, place, nonce, look, options),
      undo: (nonce) => undoStage(files, place.state, nonce),
    },
  );
  try {
    const stage = await claimStage(files, place.state, begun.stage);
    const run = new PublishRun(files, options, progress, place, stage);
    // A client that was taken for dead, and was not, may have decided a publish since we looked. Now it cannot any more
    const current = stage.wasAnothers ? await lookInto(files, place) : begun.look;
    const before = await run.finishInterrupted(current);
    const traits = before?.traits ?? ("traits" in place ? place.traits : null);
    const { outcome, problem } = await run.publish(before, stage.wasAnothers ? null : begun.seen, traits);
    await inTurn(files, [() => run.forget(), () => lock.release()]);
    if (problem) throw problem;
    return outcome;
  } catch (error) {
    // A missing stage directory is what a client meets that has lost its lock.
    if (error instanceof RemoteError && error.status === remoteStatus.noSuchFile) await lock.assertHeld();
    throw error;
  } finally {
    await lock.release();
  }
}
