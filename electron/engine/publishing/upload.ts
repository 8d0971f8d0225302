import type { CancelSignal } from "#contract/wire.ts";
import { BegunFiles } from "./begun-files.ts";
import { ByteWindow } from "./byte-window.ts";
import { explainFailure } from "./explain-failure.ts";
import { type LocalFile, sendFile } from "./file-sender.ts";
import { HandleGate } from "./handle-gate.ts";
import type { Moves } from "./moves.ts";
import { type Lanes, pipeline, settled } from "./pipeline.ts";
import { orRefused, type RemoteEntry, type RemoteFiles } from "./remote-files.ts";
import { partSuffix } from "./staged-names.ts";

/** So few files can be looked at besides: it saves a round trip at the end, which is much of a small publish. */
const fewFiles = 64;

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

/** How many files are sent at once, where the server lets us open as many. */
const lanes: Lanes = { first: 64, most: 512 };

/**
 * Sends files into the stage directory. What fits into one request goes there under its name, for it has its full size only when it is
 * complete; larger files go to `<name>.part` and are renamed when all of them has been answered for. Nothing live is touched. Returns what
 * the server tells of the files, as far as it could be asked without waiting.
 */
export async function upload(
  jobs: readonly StageJob[],
  options: UploadOptions,
): Promise<ReadonlyMap<string, RemoteEntry>> {
  const { files, signal } = options;
  const line = { window: new ByteWindow(), gate: new HandleGate(files.limits.openFiles) };
  const begun = new BegunFiles();
  const seen = new Map<string, RemoteEntry>();
  const looks = files.inOrder && jobs.length <= fewFiles;
  let hasFailed = false;
  const stage = async (job: StageJob): Promise<void> => {
    if (hasFailed) return;
    try {
      const entry = await stageFile(job, options, line, looks);
      if (entry) seen.set(job.staged, entry);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  // What takes long begins first, and the many small ones go beside it.
  const large = jobs.filter((job) => !fitsOneRequest(job, files));
  const small = jobs.filter((job) => fitsOneRequest(job, files));
  await settled([
    pipeline(large, (job) => begun.run(job.size, () => stage(job)), signal, lanes),
    pipeline(small, stage, signal, lanes),
  ]);
  return seen;
}

function fitsOneRequest({ size }: StageJob, { limits }: RemoteFiles): boolean {
  return size <= limits.chunk;
}

async function stageFile(
  job: StageJob,
  options: UploadOptions,
  { window, gate }: { readonly window: ByteWindow; readonly gate: HandleGate },
  looks: boolean,
): Promise<RemoteEntry | null> {
  const { files, moves, stage, fileMode, signal, onBytes } = options;
  const whole = `${stage}/${job.staged}`;
  const isOneRequest = fitsOneRequest(job, files);
  const part = isOneRequest ? whole : `${whole}${partSuffix}`;
  const how = job.sentBefore === undefined ? "create" : "overwrite";
  const opened = await gate.open(() => files.open(part, how, fileMode));
  let look: Promise<RemoteEntry | null> = Promise.resolve(null);
  const close = (): Promise<void> => {
    const closed = opened.close();
    if (looks && isOneRequest) look = orRefused(files.lstat(part));
    // Whoever waits for the closing hears of a lost connection, too.
    look.catch(() => undefined);
    return closed;
  };
  const remote = { ...opened, close };
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
  if (!isOneRequest) await moves.toFree(part, whole);
  options.onFile(job.path);
  return look;
}
