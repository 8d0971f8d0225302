import { AppError, type MessageValues } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import type { LiveComparison } from "#contract/types/publish-types.ts";
import { Progress } from "../base/progress.ts";
import type { RemoteFiles } from "../base/remote-files.ts";
import { type CompareOptions, compareLive } from "./compare-live.ts";
import { conclude, planExplained, type Published, runExplained } from "./publish.ts";
import type { PlanOptions, PublishOptions, RunOptions } from "./publish-options.ts";
import { type Session, withTidyCancel } from "./tidy-cancel.ts";

/** Access to the files of a connected target. */
interface OpenTarget {
  readonly files: RemoteFiles;
  /** The connection to the server. Null if the target needs none. */
  readonly session: Session | null;
}

/** A target's directory and URL, and the function that connects to the target. */
export interface TargetAccess {
  readonly directory: string;
  /** Public URL of the site. */
  readonly url: string;
  /** Permissions of new entries. Default: 644 for files and 755 for directories. */
  readonly modes?: RunOptions["modes"];
  /** See `RunOptions`. */
  readonly swap?: boolean;
  /** Whether the target is on this computer and needs no connection. Default: false. */
  readonly isLocal?: boolean;
  /** Connects and signs in. Rejects with an `AppError`. */
  open(): Promise<OpenTarget>;
  /** Converts the paths in an error or a note for the author. Default: no conversion. */
  shownValues?(values: MessageValues): MessageValues;
}

const defaultModes = { file: 0o644, directory: 0o755 };

/**
 * Connects to a target, publishes, disconnects, and checks the site over the web. Rejects with an `AppError`.
 * After an error, the site is unchanged, or the next publish completes the commit from the journal.
 */
export async function publishAt(access: TargetAccess, options: PublishOptions): Promise<Published> {
  const { directory, url, modes = defaultModes, swap = false } = access;
  const progress = new Progress(options.onProgress ?? (() => undefined));
  const started = performance.now();
  const outcome = await withTarget(access, progress, options.signal, (files) =>
    runExplained(files, { ...options, directory, modes, swap }, progress),
  );
  const problem = convert(access, outcome.problem);
  const notes = outcome.notes.map((note) => ({ ...note, values: shown(access, note.values) }));
  return conclude({ ...outcome, notes, problem }, options, { url, started, progress });
}

/** Makes the plan of a publish to a target, and changes nothing there. Rejects with an `AppError`. */
export function planAt(access: TargetAccess, options: PlanOptions): Promise<PublishPlan> {
  const { directory, modes = defaultModes, swap = false } = access;
  const progress = new Progress(options.onProgress ?? (() => undefined));
  const run = { ...options, review: true, directory, modes, swap };
  return withTarget(access, progress, options.signal, (files) => planExplained(files, run, options.onPlan));
}

/** Compares every published file with a target, and changes nothing. Rejects with an `AppError`. */
export function compareAt(access: TargetAccess, options: CompareOptions): Promise<LiveComparison> {
  const progress = new Progress(options.onProgress ?? (() => undefined));
  return withTarget(access, progress, options.signal, (files) =>
    compareLive(files, { ...options, directory: access.directory }, progress),
  );
}

async function withTarget<T>(
  access: TargetAccess,
  progress: Progress,
  signal: CancelSignal | undefined,
  work: (files: RemoteFiles) => Promise<T>,
): Promise<T> {
  if (!access.isLocal) progress.enter("connect");
  const { files, session } = await access.open();
  try {
    return await (session ? withTidyCancel(session, signal, () => work(files)) : work(files));
  } catch (error) {
    throw convert(access, error);
  }
}

function convert(access: TargetAccess, error: unknown): unknown {
  if (!access.shownValues || !(error instanceof AppError)) return error;
  return new AppError(error.code, shown(access, error.values), error.cause);
}

function shown({ shownValues }: TargetAccess, values: MessageValues): MessageValues {
  return shownValues ? shownValues(values) : values;
}
