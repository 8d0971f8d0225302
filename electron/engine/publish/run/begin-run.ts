import type { NameRules } from "../state/manifest.ts";
import { settled } from "../base/pipeline.ts";
import type { RemoteView } from "../plan/plan-types.ts";
import type { RunOptions } from "./publish-options.ts";
import type { RemoteFiles, RemotePlace } from "../base/remote-files.ts";
import { isUnchanged, lookInto, type StateLook } from "../state/remote-state.ts";
import { lookAtRemote } from "../plan/remote-view.ts";
import { type PreparedStage, prepareStage } from "../upload/stage.ts";

/** What was found while the lock was taken. */
export interface BegunRun {
  readonly stage: PreparedStage;
  /** The state as it is under the lock. */
  readonly look: StateLook;
  /** What the plan asks for; null when it was not looked at for this state. */
  readonly seen: RemoteView | null;
}

/**
 * The first requests under a lock. They may be sent before it is sure that we have it: they change nothing but the stage directory of this
 * lock. What is live may have changed since the first look; most often it has not, which is quickly seen. The state is looked at behind
 * the other stage directories: where there is none, nobody that has lost the lock can decide anything any more.
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
  // Where a publish was cut off there is no saying yet what the plan will ask for.
  const seeing =
    before && !known
      ? null
      : lookAtRemote(files, place, input.files, expected, { isWhole: review, names, signal });
  await settled([preparing, looking, Promise.resolve(seeing)]);
  const look = await looking;
  const isAsExpected = look.manifest === expected && look.journal === null;
  return { stage: await preparing, look, seen: isAsExpected ? await seeing : null };
}
