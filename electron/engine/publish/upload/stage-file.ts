import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { BegunFiles } from "./begun-files.ts";
import { type ByteWindow, maxBytesPerFile } from "../base/byte-window.ts";
import { explainFailure } from "../state/explain-failure.ts";
import { type LocalFile, readContent, sendContent, sendFile } from "./file-sender.ts";
import type { HandleGate } from "./handle-gate.ts";
import type { Moves } from "../base/moves.ts";
import { settled } from "../base/pipeline.ts";
import {
  orRefused,
  type RemoteEntry,
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
} from "../base/remote-files.ts";
import { partSuffix } from "./staged-names.ts";

/** A file to be uploaded into the staging directory. */
export interface StageJob extends LocalFile {
  /** Name of the complete file in the staging directory. */
  readonly staged: string;
}

export interface StageOptions {
  readonly files: RemoteFiles;
  readonly moves: Moves;
  readonly stage: string;
  readonly fileMode: number;
  /** Whether the server ignores the mode of new files, so that the mode must be set after opening. */
  readonly needsChmod: boolean;
  readonly signal?: CancelSignal | undefined;
  readonly onBytes: (bytes: number) => void;
  readonly onFile: (path: string) => void;
}

/** The limits and options that all uploads over one channel share. */
export interface SharedLine {
  readonly window: ByteWindow;
  readonly gate: HandleGate;
  /** Whether the last round trip for a file also asks for its attributes, to check its size. */
  readonly looks: boolean;
  /** Called once for each file, when its last request was sent. */
  readonly onLastRequest: () => void;
}

/** Whether a file fits into one request. Such a file needs no temporary name. */
export function fitsOneRequest({ size }: LocalFile, { capabilities }: RemoteFiles): boolean {
  return size <= capabilities.chunk;
}

/** Uploads a file that fits into one request. Returns the file's attributes on the server if requested. */
export async function stageSmall(
  job: StageJob,
  options: StageOptions,
  line: SharedLine,
): Promise<RemoteEntry | null> {
  const { files, stage } = options;
  const path = `${stage}/${job.staged}`;
  // Reads the local file while the server opens the new file, so that the bytes can be sent immediately.
  const content = readContent(job);
  content.catch(() => undefined);
  const remote = await openRemote(path, "create", options, line);
  let look: Promise<RemoteEntry | null> = Promise.resolve(null);
  const close = (): Promise<void> => {
    const closed = remote.close();
    look = lookAt(path, files, line);
    line.onLastRequest();
    return closed;
  };
  const send = (): Promise<void> =>
    sendContent(content, { ...remote, close }, { ...options, ...line, chunk: files.capabilities.chunk });
  await orCleared({ path: job.path, staged: [path] }, options, remote, send);
  options.onFile(job.path);
  return look;
}

/** Returns the attributes of a file that was just sent, or null if `looks` is false. */
function lookAt(path: string, files: RemoteFiles, { looks }: SharedLine): Promise<RemoteEntry | null> {
  const look = looks ? orRefused(files.lstat(path)) : Promise.resolve(null);
  // Prevents an unhandled rejection. The requests that send the file report a lost connection.
  look.catch(() => undefined);
  return look;
}

/** Returns how many bytes of a large file may have to be sent again after an interruption. */
export function weightOf({ size }: StageJob): number {
  return Math.min(size, maxBytesPerFile);
}

/** Limits for large files. While a file waits for its last reply, the next file can already be sent. */
export interface LargeTurns {
  /** Limits the bytes of partly sent files, because they may have to be sent again after an interruption. */
  readonly begun: BegunFiles;
  /** Lets only one file send its chunks at a time. */
  readonly sending: BegunFiles;
}

/**
 * Uploads a large file under a temporary name, and renames it after the last chunk.
 * If the server refuses to continue an interrupted upload, uploads the file from its start.
 * Returns the file's attributes on the server if requested.
 */
export async function stageLarge(
  job: StageJob,
  options: StageOptions,
  line: SharedLine,
  turns: LargeTurns,
): Promise<RemoteEntry | null> {
  try {
    return await sendLarge(job, options, line, turns);
  } catch (error) {
    const isContinued = job.sentBefore !== undefined && !options.files.capabilities.ordered;
    if (!isContinued || !isPlainRefusal(error)) throw error;
    return sendLarge({ ...job, sentBefore: undefined }, options, line, turns);
  }
}

/** Whether the server refused a request for a reason other than a lack of space. */
function isPlainRefusal(error: unknown): boolean {
  const isRefusal = error instanceof AppError && error.cause instanceof RemoteError;
  return isRefusal && error.code !== "publish.remoteDiskFull" && error.code !== "publish.remoteQuota";
}

async function sendLarge(
  job: StageJob,
  options: StageOptions,
  line: SharedLine,
  turns: LargeTurns,
): Promise<RemoteEntry | null> {
  const { files, moves, stage } = options;
  const whole = `${stage}/${job.staged}`;
  const part = `${whole}${partSuffix}`;
  const how = job.sentBefore === undefined ? "create" : "overwrite";
  // Opens the file early, before its turn to send chunks comes.
  const remote = await openRemote(part, how, options, line);
  let moved: Promise<void> | null = null;
  let look: Promise<RemoteEntry | null> = Promise.resolve(null);
  const name = (): void => {
    moved = moves.toFree(part, whole);
    // Prevents an unhandled rejection. Sending the bytes reports a lost connection.
    moved.catch(() => undefined);
    look = lookAt(whole, files, line);
    line.onLastRequest();
  };
  const close = (): Promise<void> => {
    const closed = remote.close();
    if (files.capabilities.ordered) name();
    return closed;
  };
  const inTurn = (send: () => Promise<void>): Promise<void> => turns.sending.run(1, send);
  const sending = { ...options, ...line, chunk: files.capabilities.chunk, inTurn };
  await turns.begun.run(weightOf(job), async () => {
    await orCleared({ path: job.path, staged: [part, whole] }, options, remote, () =>
      sendFile(job, { ...remote, close }, sending),
    );
    if (!moved) name();
    await moved;
  });
  options.onFile(job.path);
  return look;
}

/** Opens a file as soon as the limit of open files allows it. Closing it lets the next one open. */
async function openRemote(
  path: string,
  how: "create" | "overwrite",
  { files, fileMode }: StageOptions,
  { gate }: SharedLine,
): Promise<RemoteFile> {
  const opened = await gate.open(() => files.open(path, how, fileMode));
  let isClosed = false;
  const makeRoom = (): void => {
    if (!isClosed) gate.closed();
    isClosed = true;
  };
  const close = (): Promise<void> => {
    const closing = opened.close().finally(makeRoom);
    // A server that handles requests in order closes this file first, so the next `open` need not wait.
    if (files.capabilities.ordered) makeRoom();
    return closing;
  };
  return { ...opened, close };
}

/** Sets the mode and sends the bytes. After an error, finds the reason and removes the incomplete file. */
async function orCleared(
  { path, staged }: { readonly path: string; readonly staged: readonly string[] },
  { files, stage, needsChmod, fileMode }: StageOptions,
  remote: RemoteFile,
  send: () => Promise<void>,
): Promise<void> {
  try {
    // Ignores a refusal, because some servers set the modes of files themselves.
    const mode = needsChmod ? orRefused(remote.chmod(fileMode)) : Promise.resolve();
    await settled([mode, send()]);
  } catch (error) {
    // Finds the reason for the error first, because removing the incomplete file would hide a full disk.
    const explained = await explainFailure(files, stage, error);
    for (const one of staged) await files.remove(one).catch(() => undefined);
    throw named(explained, path, staged);
  }
}

/** Returns the error with the file's path on the site in place of its name in the staging directory. */
function named(error: unknown, path: string, staged: readonly string[]): unknown {
  const isNamed = error instanceof AppError && staged.includes(String(error.values.path));
  return isNamed ? new AppError(error.code, { ...error.values, path }, error.cause) : error;
}
