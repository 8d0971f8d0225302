import type { CancelSignal } from "#contract/wire.ts";
import { ByteWindow } from "./byte-window.ts";
import { explainFailure } from "./explain-failure.ts";
import { type LocalFile, sendFile } from "./file-sender.ts";
import { HandleGate } from "./handle-gate.ts";
import type { Moves } from "./moves.ts";
import { pipeline, settled } from "./pipeline.ts";
import { orRefused, type RemoteFiles } from "./remote-files.ts";

/** One file to be sent into the stage directory. */
export interface StageJob extends LocalFile {
  /** Name in the stage directory once it is complete. */
  readonly staged: string;
}

export interface UploadOptions {
  readonly files: RemoteFiles;
  readonly moves: Moves;
  /** The stage directory. */
  readonly stage: string;
  readonly fileMode: number;
  /** The server does not give new files the mode that was asked for. */
  readonly needsChmod: boolean;
  readonly signal?: CancelSignal | undefined;
  readonly onBytes: (bytes: number) => void;
  readonly onFile: (path: string) => void;
}

/**
 * Sends files to `<name>.part` and renames each to its name when all of it has been answered for: what lies there under
 * its name is complete. Nothing live is touched.
 */
export async function upload(jobs: readonly StageJob[], options: UploadOptions): Promise<void> {
  const window = new ByteWindow();
  const gate = new HandleGate(options.files.limits.openFiles);
  await pipeline(jobs, (job) => stageFile(job, options, window, gate), options.signal);
}

async function stageFile(
  job: StageJob,
  options: UploadOptions,
  window: ByteWindow,
  gate: HandleGate,
): Promise<void> {
  const { files, moves, stage, fileMode, signal, onBytes } = options;
  const part = `${stage}/${job.staged}.part`;
  const remote = await gate.open(() => files.open(part, "create", fileMode));
  try {
    // Sent ahead of the writes; a server that refuses it keeps its own idea of modes.
    const mode = options.needsChmod ? orRefused(remote.chmod(fileMode)) : Promise.resolve();
    const bytes = sendFile(job, remote, { window, chunk: files.limits.chunk, signal, onBytes });
    await settled([mode, bytes]);
  } catch (error) {
    // Explained first, for a full disk has room again when the part is removed: room that the site may need.
    const explained = await explainFailure(files, stage, error);
    await files.remove(part).catch(() => undefined);
    throw explained;
  } finally {
    gate.closed();
  }
  await moves.toFree(part, `${stage}/${job.staged}`);
  options.onFile(job.path);
}
