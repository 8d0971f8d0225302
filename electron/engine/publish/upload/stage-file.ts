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

/** One file to be sent into the stage directory. */
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
  /** The server does not give new files the mode that was asked for. */
  readonly needsChmod: boolean;
  readonly signal?: CancelSignal | undefined;
  readonly onBytes: (bytes: number) => void;
  readonly onFile: (path: string) => void;
}

/** What all files of an upload share. */
export interface SharedLine {
  readonly window: ByteWindow;
  readonly gate: HandleGate;
  /** Whether each small file is looked at behind its CLOSE. */
  readonly looks: boolean;
  /** Told of each file once, when its last request is sent. */
  readonly onLastRequest: () => void;
}

/** It is sent under its name at once. */
export function fitsOneRequest({ size }: LocalFile, { limits }: RemoteFiles): boolean {
  return size <= limits.chunk;
}

/** Sends a file that fits into one request; returns what the server tells of it, if it was asked. */
export async function stageSmall(
  job: StageJob,
  options: StageOptions,
  line: SharedLine,
): Promise<RemoteEntry | null> {
  const { files, stage } = options;
  const path = `${stage}/${job.staged}`;
  // Read while the server opens its file, so that the bytes can go in the moment in which they may.
  const content = readContent(job);
  content.catch(() => undefined);
  const remote = await openRemote(path, "create", options, line);
  let look: Promise<RemoteEntry | null> = Promise.resolve(null);
  const close = (): Promise<void> => {
    const closed = remote.close();
    if (line.looks) look = orRefused(files.lstat(path));
    // Whoever waits for the closing hears of a lost connection, too.
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

/** What a large file counts for among those under way: what of it may have to be sent again. */
export function weightOf({ size }: StageJob): number {
  return Math.min(size, mostBytesOfFile);
}

/** Lets large files through one after the other, so that one is under way while another's end is waited for. */
export interface LargeTurns {
  /** The files of which something has been sent: what is begun and cut off has to be sent again, but for the most of each. */
  readonly begun: BegunFiles;
  /** The one that sends. */
  readonly sending: BegunFiles;
}

/**
 * Sends a large file under a name of its own. It gets its name with its last chunk, before which all others have been answered for; where
 * requests may overtake one another, when that is answered for, too.
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
  // Ahead of its turn: an empty file is soon sent again.
  const remote = await openRemote(part, how, options, line);
  let moved: Promise<void> | null = null;
  const name = (): void => {
    moved = moves.toFree(part, whole);
    // Whoever waits for the bytes hears of a lost connection, too.
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

/** Opens a file when there is room for it, and makes room for the next when it is closed. */
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
    // Such a server has closed it before it comes to what is sent from now on.
    if (files.inOrder) makeRoom();
    return closing;
  };
  return { ...opened, close };
}

/** Sends with the mode ahead of the bytes; what failed is explained, and the part of it removed. */
async function orCleared(
  paths: readonly string[],
  { files, stage, needsChmod, fileMode }: StageOptions,
  remote: RemoteFile,
  send: () => Promise<void>,
): Promise<void> {
  try {
    // A server that refuses it keeps its own idea of modes.
    const mode = needsChmod ? orRefused(remote.chmod(fileMode)) : Promise.resolve();
    await settled([mode, send()]);
  } catch (error) {
    // Explained first, for a full disk has room again when the part is removed: room that the site may need.
    const explained = await explainFailure(files, stage, error);
    for (const path of paths) await files.remove(path).catch(() => undefined);
    throw explained;
  }
}
