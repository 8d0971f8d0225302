import type { NameRules } from "../state/manifest.ts";
import { settled } from "../base/pipeline.ts";
import type { RemoteView } from "../plan/plan-types.ts";
import type { RunOptions } from "./publish-options.ts";
import type { RemoteFiles, RemotePlace } from "../base/remote-files.ts";
import { isUnchanged, lookInto, type StateLook } from "../state/remote-state.ts";
import { lookAtRemote } from "../plan/remote-view.ts";
import { type PreparedStage, prepareStage } from "../upload/stage.ts";

/** What was found while the lock was being taken. */
export interface BegunRun {
  readonly stage: PreparedStage;
  /** The state as read under the lock. */
  readonly look: StateLook;
  /** The entries that the plan needs; null when they were not read for this state. */
  readonly seen: RemoteView | null;
}

/**
 * Sends the first requests under a lock. They may be sent before the lock is confirmed: they change nothing
 * but this lock's stage directory. The live state may have changed since the first check; usually it has not,
 * which is quick to verify. It is read after other stage directories are listed: if there are none, no client
 * that has lost the lock can decide anything any more.
 */
export async function beginRun(
  files: RemoteFiles,
  place: RemotePlace,
  nonce: string,
  before: StateLook | null,
  { input, review, signal }: RunOptions,
  names: NameRules | undefined,
  expectHeld: () => Promise<unknown>,
): Promise<BegunRun> {
  const known = before?.mark ? before : null;
  const preparing = prepareStage(files, place.state, nonce, expectHeld);
  if (!files.inOrder) await preparing;
  const looking = known
    ? isUnchanged(files, known).then((isSame) => (isSame ? known : lookInto(files, place)))
    : lookInto(files, place);
  const expected = known?.manifest ?? null;
  // After an interrupted publish it is not known yet what the plan needs.
  const seeing =
    before && !known
      ? null
      : lookAtRemote(files, place, input.files, expected, { isWhole: review, names, signal });
  await settled([preparing, looking, Promise.resolve(seeing)]);
  const look = await looking;
  const isAsExpected = look.manifest === expected && look.journal === null;
  return { stage: await preparing, look, seen: isAsExpected ? await seeing : null };
}
