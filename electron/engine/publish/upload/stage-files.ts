import type { ServerTraits } from "../base/server-traits.ts";
import { Moves } from "../base/moves.ts";
import type { Progress } from "../base/progress.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { RemoteEntry, RemoteFiles } from "../base/remote-files.ts";
import { expectStaged, type Stage } from "./stage.ts";
import type { StageJob } from "./stage-file.ts";
import type { StagedPut } from "./staged-names.ts";
import { upload } from "./upload.ts";

/** The destination and the options of an upload. */
export interface StagingOptions {
  readonly files: RemoteFiles;
  readonly stage: Stage;
  readonly fileMode: number;
  readonly signal?: CancelSignal | undefined;
  readonly progress: Progress;
}

/** The result of uploading all files. */
export interface Staged {
  /** Number of bytes that this publish has uploaded. Uploads of an interrupted publish do not count. */
  readonly bytes: number;
  /** Maps names of files in the staging directory to their attributes, if these are known. */
  readonly staged: ReadonlyMap<string, RemoteEntry>;
}

/**
 * Uploads the missing files into the staging directory, checks them, and adds them to `stage.ready`.
 * Rejects with a `RemoteError`, or with an `AppError` such as `publish.sourceChanged`.
 */
export async function stageFiles(
  { files, stage, fileMode, signal, progress }: StagingOptions,
  puts: readonly StagedPut[],
  traits: ServerTraits,
): Promise<Staged> {
  const jobs = jobsFor(puts, stage);
  const bytes = jobs.reduce((sum, job) => sum + job.size - (job.sentBefore ?? 0), 0);
  progress.enter("upload", jobs.length, bytes);
  const seen = await upload(jobs, {
    files,
    moves: new Moves(files, traits),
    stage: stage.directory,
    fileMode,
    needsChmod: !traits.keepsModes,
    signal,
    onBytes: (count) => progress.bytes(count),
    onFile: (path) => progress.file(path),
  });
  const staged = await expectStaged(files, stage.directory, jobs, seen);
  for (const { staged, size } of jobs) stage.ready.set(staged, size);
  return { bytes, staged };
}

function jobsFor(puts: readonly StagedPut[], { ready, parts }: Stage): StageJob[] {
  return puts
    .filter((put) => ready.get(put.staged) !== put.file.size)
    .map(({ staged, file: { location, size, sha256, path } }) => ({
      staged,
      location,
      size,
      sha256,
      path,
      sentBefore: parts.get(staged),
    }));
}
