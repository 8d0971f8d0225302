import type { NameRules } from "../base/server-traits.ts";
import { settled } from "../base/pipeline.ts";
import type { RemoteView } from "../plan/plan-types.ts";
import type { RunOptions } from "./publish-options.ts";
import type { RemoteFiles, RemoteDirectories } from "../base/remote-files.ts";
import { isUnchanged, lookInto, type StateLook } from "../state/remote-state.ts";
import { lookAtRemote } from "../plan/remote-view.ts";
import { type PreparedStage, prepareStage } from "../upload/stage.ts";

/** What was read from the server while the lock was being taken. */
export interface BegunRun {
  readonly stage: PreparedStage;
  /** The state directory's contents, read under the lock. */
  readonly look: StateLook;
  /** The server's files that the plan needs. Null if they are unknown or no longer valid. */
  readonly seen: RemoteView | null;
}

/** What `beginRun` needs besides the files: the lock, the run's options, and what an earlier check read. */
interface BeginOptions {
  readonly nonce: string;
  /**
   * The state directory as an earlier check has read it. Used again if the manifest has not changed since.
   */
  readonly before: StateLook | null;
  readonly options: RunOptions;
  readonly names: NameRules | undefined;
  /** Rejects if this client does not hold the lock. */
  readonly expectHeld: () => Promise<unknown>;
}

/**
 * Sends the first requests under a lock. These requests only make the staging directory and read files.
 * Checks the manifest only after listing the staging directories, to notice a publish that ends in between.
 */
export async function beginRun(
  files: RemoteFiles,
  place: RemoteDirectories,
  { nonce, before, options, names, expectHeld }: BeginOptions,
): Promise<BegunRun> {
  const { input, review, sample, lastHere, signal } = options;
  const known = before?.mark ? before : null;
  const preparing = prepareStage(files, place.state, nonce, expectHeld);
  if (!files.capabilities.ordered) await preparing;
  const looking = known
    ? isUnchanged(files, known).then((isSame) => (isSame ? known : lookInto(files, place)))
    : lookInto(files, place);
  const expected = known?.manifest ?? null;
  // After an interrupted publish, checks no files yet, because completing that publish changes files.
  const seeing =
    before && !known
      ? null
      : lookAtRemote(
          files,
          place,
          { build: input.files, manifest: expected },
          {
            isWhole: review,
            names,
            sample,
            earlier: lastHere?.earlier,
            signal,
          },
        );
  await settled([preparing, looking, Promise.resolve(seeing)]);
  const look = await looking;
  const isAsExpected = look.manifest === expected && look.journal === null;
  return { stage: await preparing, look, seen: isAsExpected ? await seeing : null };
}
