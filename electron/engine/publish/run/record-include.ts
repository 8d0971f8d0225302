import { replaceManifest, writeManifestDraft } from "../commit/commit.ts";
import { acquireLock } from "../lock/acquire-lock.ts";
import { AppError } from "#contract/errors.ts";
import type { HostInclude } from "../base/server-traits.ts";
import { Moves } from "../base/moves.ts";
import type { RemoteFiles } from "../base/remote-files.ts";
import { findSite, lookInto, type StateLook } from "../state/remote-state.ts";
import type { Manifest } from "../state/manifest.ts";
import type { RunOptions } from "./publish-options.ts";
import { claimStage, prepareStage, removeStage, undoStage } from "../upload/stage.ts";

type RecordOptions = Pick<RunOptions, "directory" | "input" | "client" | "lockTimeoutMs" | "lockClock">;

/**
 * Records in the manifest of a finished publish how the web host inserts shared parts into pages.
 * Computers that do not know it, such as those of a CI service, read it there.
 * Changes nothing if another client is publishing, or has published since.
 * Ignores errors, because the next check over the web finds out the same, and the next publish tidies up.
 */
export async function recordInclude(
  files: RemoteFiles,
  options: RecordOptions,
  published: Manifest,
  include: HostInclude,
): Promise<void> {
  try {
    const { look } = await findSite(files, options.directory, {
      blogId: options.input.blogId,
      mayProbe: false,
    });
    if (look && isOf(look, published) && look.manifest?.traits.include !== include) {
      await replaceUnderLock(files, options, look, {
        ...published,
        traits: { ...published.traits, include },
      });
    }
  } catch {
    // Ignores the error, because the site is live, and only the next publish needs the record.
  }
}

/** Replaces the manifest with `next`, unless another publish has replaced it meanwhile. */
async function replaceUnderLock(
  files: RemoteFiles,
  { client, lockTimeoutMs: timeoutMs, lockClock: clock }: RecordOptions,
  place: StateLook,
  next: Manifest,
): Promise<void> {
  const { state } = place;
  const { lock, begun } = await acquireLock(
    files,
    state,
    {
      client,
      ask: async () => ({ accept: false, answers: [], remember: false }),
      // Does not wait for another client, because its publish replaces the manifest anyway.
      onWait: (holder) => {
        throw new AppError("publish.locked", { ...holder });
      },
      timeoutMs,
      clock,
    },
    {
      begin: (nonce, expectHeld) => prepareStage(files, state, nonce, expectHeld),
      undo: (nonce) => undoStage(files, state, nonce),
    },
  );
  try {
    const stage = await claimStage(files, state, begun, () => lock.assertHeld());
    // After an interruption, the staging directory has files that the next publish needs.
    if (stage.wasAnothers || !isOf(await lookInto(files, place), next)) return;
    const options = { files, place, stage };
    await writeManifestDraft(options, next);
    await replaceManifest(options, next, new Moves(files, next.traits));
    await removeStage(files, stage);
  } finally {
    await lock.release();
  }
}

/** Whether a publish is the last one of a site, and nothing of it remains to be done. */
function isOf({ manifest, journal }: StateLook, { generation, at }: Manifest): boolean {
  return journal === null && manifest?.generation === generation && manifest.at === at;
}
