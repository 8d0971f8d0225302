import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { BegunFiles } from "./begun-files.ts";
import { type ByteWindow, mostBytesOfFile } from "../base/byte-window.ts";
import { explainFailure } from "../run/explain-failure.ts";
import { type LocalFile, readContent, sendContent, sendFile } from "./file-sender.ts";
import type { HandleGate } from "./handle-gate.ts";
import type { Moves } from "../base/moves.ts";
import { settled } from "../base/pipeline.ts";
import { orRefused, type RemoteEntry, type RemoteFile, type RemoteFiles } from "../base/remote-files.ts";
import { partSuffix } from "./staged-names.ts";

/** One file to be uploaded into the stage directory. */
export interface StageJob extends LocalFile {
  /** Name in the stage directory once it is complete. */
  readonly staged: string;
}

export interface StageOptions {
  readonly files: RemoteFiles;
  readonly moves: Moves;
  /** The stage directory. */
  readonly stage: string;
  readonly fileMode: number;
  /** The server ignores the requested mode of new files. */
  readonly needsChmod: boolean;
  readonly signal?: CancelSignal | undefined;
  readonly onBytes: (bytes: number) => void;
  readonly onFile: (path: string) => void;
}

/** State shared by all files of an upload. */
export interface SharedLine {
  readonly window: ByteWindow;
  readonly gate: HandleGate;
  /** Whether each small file is checked after its CLOSE. */
  readonly looks: boolean;
  /** Called once per file, when its last request is sent. */
  readonly onLastRequest: () => void;
}

/** Whether a file fits into one request; it is then uploaded under its final stage name. */
export function fitsOneRequest({ size }: LocalFile, { limits }: RemoteFiles): boolean {
  return size <= limits.chunk;
}

/**
 * Uploads a file that fits into one request; returns its attributes on the server, if they were requested.
 */
export async function stageSmall(
  job: StageJob,
  options: StageOptions,
  line: SharedLine,
): Promise<RemoteEntry | null> {
  const { files, stage } = options;
  const path = `${stage}/${job.staged}`;
  // Read while the server opens the file, so that the bytes can be sent at once.
  const content = readContent(job);
  content.catch(() => undefined);
  const remote = await openRemote(path, "create", options, line);
  let look: Promise<RemoteEntry | null> = Promise.resolve(null);
  const close = (): Promise<void> => {
    const closed = remote.close();
    if (line.looks) look = orRefused(files.lstat(path));
    // `close` also reports a lost connection.
    look.catch(() => undefined);
    line.onLastRequest();
    return closed;
  };
  const send = (): Promise<void> =>
    sendContent(content, { ...remote, close }, { ...options, ...line, chunk: files.limits.chunk });
  await orCleared([path], options, remote, send);
  options.onFile(job.path);
  return look;
}

/** The weight of a large file among those in progress: the bytes that may have to be sent again. */
export function weightOf({ size }: StageJob): number {
  return Math.min(size, mostBytesOfFile);
}

/** Limits for large files, so that one is sent while another waits for its last reply. */
export interface LargeTurns {
  /** Partly sent files: after an interruption the last bytes of each have to be sent again. */
  readonly begun: BegunFiles;
  /** The file that is being sent. */
  readonly sending: BegunFiles;
}

/**
 * Uploads a large file under a temporary name. It is renamed together with its last chunk, after all others
 * are acknowledged; where requests may be reordered, after the last one is acknowledged, too.
 */
export async function stageLarge(
  job: StageJob,
  options: StageOptions,
  line: SharedLine,
  turns: LargeTurns,
): Promise<void> {
  const { files, moves, stage } = options;
  const whole = `${stage}/${job.staged}`;
  const part = `${whole}${partSuffix}`;
  const how = job.sentBefore === undefined ? "create" : "overwrite";
  // Opened before its turn: an empty file costs nothing to send again.
  const remote = await openRemote(part, how, options, line);
  let moved: Promise<void> | null = null;
  const name = (): void => {
    moved = moves.toFree(part, whole);
    // Waiting for the bytes also reports a lost connection.
    moved.catch(() => undefined);
    line.onLastRequest();
  };
  const close = (): Promise<void> => {
    const closed = remote.close();
    if (files.inOrder) name();
    return closed;
  };
  const inTurn = (send: () => Promise<void>): Promise<void> => turns.sending.run(1, send);
  const sending = { ...options, ...line, chunk: files.limits.chunk, inTurn };
  await turns.begun.run(weightOf(job), async () => {
    await orCleared([part, whole], options, remote, () => sendFile(job, { ...remote, close }, sending));
    if (!moved) name();
    await moved;
  });
  options.onFile(job.path);
}

/** Opens a file when the limit allows, and frees its slot when it is closed. */
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
    // A server that works in order has closed the file before it handles later requests.
    if (files.inOrder) makeRoom();
    return closing;
  };
  return { ...opened, close };
}

/** Sets the mode, then sends the bytes; after a failure, explains it and removes the partial file. */
async function orCleared(
  paths: readonly string[],
  { files, stage, needsChmod, fileMode }: StageOptions,
  remote: RemoteFile,
  send: () => Promise<void>,
): Promise<void> {
  try {
    // A server that refuses chmod uses its own modes.
    const mode = needsChmod ? orRefused(remote.chmod(fileMode)) : Promise.resolve();
    await settled([mode, send()]);
  } catch (error) {
    // Explained first: removing the partial file frees space, and would hide that the disk was full.
    const explained = await explainFailure(files, stage, error);
    for (const path of paths) await files.remove(path).catch(() => undefined);
    throw explained;
  }
}
