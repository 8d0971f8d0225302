import { AppError, type MessageValues } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import type { LiveComparison } from "#contract/types/publish-types.ts";
import { Progress } from "../base/progress.ts";
import { type CompareOptions, compareLive } from "./compare-live.ts";
import { conclude, planExplained, type Published, runExplained } from "./publish.ts";
import type { PlanOptions, PublishOptions, RunOptions } from "./publish-options.ts";
import { recordInclude } from "./record-include.ts";
import type { OpenTarget, SpareConnection } from "./spare-connection.ts";
import { dropIfStuck } from "./tidy-cancel.ts";

/** A target's directory and URL, and the function that connects to the target. */
export interface TargetAccess {
  /**
   * The settings of the connection, as text. A connection with equal settings can be used again.
   * Missing if the target is on this computer and needs no connection.
   */
  readonly server?: string;
  readonly directory: string;
  /** Public URL of the site. */
  readonly url: string;
  /** Permissions of new entries. Default: 644 for files and 755 for directories. */
  readonly modes?: RunOptions["modes"];
  /** See `swap` of `RunOptions`. */
  readonly swap?: boolean;
  /** Connects and signs in. Rejects with an `AppError`. */
  open(): Promise<OpenTarget>;
  /** Converts the paths in an error or a note for the author. Default: no conversion. */
  shownValues?(values: MessageValues): MessageValues;
}

const defaultModes = { file: 0o644, directory: 0o755 };

/**
 * Connects to a target, publishes, checks the site over the web, and disconnects. Rejects with an `AppError`.
 * The connection stays open during the check, because its result may have to be recorded on the server.
 * After an error, the site is unchanged, or the next publish completes the commit from the journal.
 */
export async function publishAt(access: TargetAccess, options: PublishOptions): Promise<Published> {
  const { directory, url, modes = defaultModes, swap = false } = access;
  const progress = new Progress(options.onProgress ?? (() => undefined));
  const started = performance.now();
  return withTarget(access, progress, options, async ({ files, notes: ofConnection = [] }) => {
    const run = { ...options, directory, modes, swap };
    const outcome = await runExplained(files, run, progress);
    const problem = convert(access, outcome.problem);
    const notes = outcome.notes.map((note) => ({ ...note, values: shown(access, note.values) }));
    const afterVerify = async (): Promise<void> => {
      // After a cancellation, the connection can be dropped at any time, even while the lock is held.
      if (!options.signal?.aborted) await recordInclude(files, run, outcome.manifest, "script");
    };
    const { result, ...published } = await conclude({ ...outcome, notes, problem }, options, {
      url,
      started,
      progress,
      onNotIncluded: afterVerify,
    });
    return { ...published, result: { ...result, notes: [...result.notes, ...ofConnection] } };
  });
}

/** Makes the plan of a publish to a target, and changes nothing there. Rejects with an `AppError`. */
export function planAt(access: TargetAccess, options: PlanOptions): Promise<PublishPlan> {
  const { directory, modes = defaultModes, swap = false } = access;
  const progress = new Progress(options.onProgress ?? (() => undefined));
  const run = { ...options, review: true, directory, modes, swap };
  return withTarget(access, progress, options, ({ files }) => {
    progress.enter("plan");
    return planExplained(files, run, options.onPlan);
  });
}

/** Compares every published file with a target, and changes nothing. Rejects with an `AppError`. */
export function compareAt(access: TargetAccess, options: CompareOptions): Promise<LiveComparison> {
  const progress = new Progress(options.onProgress ?? (() => undefined));
  return withTarget(access, progress, options, ({ files }) =>
    compareLive(files, { ...options, directory: access.directory }, progress),
  );
}

interface TargetOptions {
  readonly signal?: CancelSignal | undefined;
  readonly spare?: SpareConnection | undefined;
}

/** Connects, and runs `work`. After a failure, keeps the connection in `spare`, if `spare` is set. */
async function withTarget<T>(
  access: TargetAccess,
  progress: Progress,
  { signal, spare }: TargetOptions,
  work: (open: OpenTarget) => Promise<T>,
): Promise<T> {
  const { server = "" } = access;
  const open = (await spare?.take(server)) ?? (await connectTo(access, progress));
  const { session } = open;
  let isDone = false;
  try {
    const result = await (session ? dropIfStuck(session, signal, () => work(open)) : work(open));
    isDone = true;
    return result;
  } catch (error) {
    throw convert(access, error);
  } finally {
    await (spare && !isDone ? spare.keep(server, open) : session?.end());
  }
}

function connectTo(access: TargetAccess, progress: Progress): Promise<OpenTarget> {
  if (access.server !== undefined) progress.enter("connect");
  return access.open();
}

function convert(access: TargetAccess, error: unknown): unknown {
  if (!access.shownValues || !(error instanceof AppError)) return error;
  return new AppError(error.code, shown(access, error.values), error.cause);
}

function shown({ shownValues }: TargetAccess, values: MessageValues): MessageValues {
  return shownValues ? shownValues(values) : values;
}
