import { createHash, hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { readError } from "#engine/base/file-errors.ts";
import { open } from "#engine/base/files/change-files.ts";
import { isMissing } from "#engine/base/files/read-files.ts";
import { type ByteWindow, maxBytesPerFile } from "../base/byte-window.ts";
import { settled } from "../base/pipeline.ts";
import { orRefused, type RemoteFile } from "../base/remote-files.ts";

/** A file on this computer, and the size and the hash that its content should have. */
export interface LocalFile {
  /** Absolute path on this computer. */
  readonly location: string;
  readonly size: number;
  readonly sha256: string;
  /** Path inside the site, used in error messages. */
  readonly path: string;
  /** Number of bytes that an interrupted publish has already uploaded, or undefined. */
  readonly sentBefore?: number | undefined;
}

export interface SendOptions {
  readonly window: ByteWindow;
  /** Maximum number of bytes per request. */
  readonly chunk: number;
  readonly signal?: CancelSignal | undefined;
  readonly onBytes: (bytes: number) => void;
}

export interface ChunkOptions extends SendOptions {
  /** Runs `send` when the file's turn comes. `send` uploads all chunks of the file except the last chunk. */
  readonly inTurn: (send: () => Promise<void>) => Promise<void>;
}

/**
 * Writes the bytes of a local file to an open file on the server, and closes that file.
 * Sends the last chunk after all others have arrived, so that a file with its full length is complete.
 * Rejects with `publish.sourceChanged` if the content has changed since the plan.
 */
export async function sendFile(file: LocalFile, remote: RemoteFile, options: ChunkOptions): Promise<void> {
  const flight = new Flight(remote, options);
  try {
    await sendChunks(file, flight, options);
  } catch (error) {
    await Promise.allSettled([flight.landed(), orRefused(remote.close())]);
    throw error;
  }
  await settled([flight.landed(), remote.close()]);
}

/**
 * Reads a local file that fits into one request.
 * Rejects with `publish.sourceChanged` if the file has changed.
 */
export async function readContent(file: LocalFile): Promise<Uint8Array> {
  const local = await openSource(file);
  try {
    const bytes = await readChunk(local, file, 0, file.size);
    if (hash("sha256", bytes) !== file.sha256) throw changed(file);
    return bytes;
  } finally {
    local.close().catch(() => undefined);
  }
}

/** Writes a file's content in one request, followed immediately by CLOSE. */
export async function sendContent(
  content: Promise<Uint8Array>,
  remote: RemoteFile,
  options: SendOptions,
): Promise<void> {
  const flight = new Flight(remote, options);
  try {
    const bytes = await content;
    throwIfCancelled(options.signal);
    if (bytes.length > 0) await flight.send(bytes, 0);
  } catch (error) {
    await orRefused(remote.close());
    throw error;
  }
  await settled([flight.landed(), remote.close()]);
}

/**
 * Opens a file of this computer. Rejects with `file.*`. The error contains the path inside the site.
 * Rejects with `publish.sourceChanged` if the file is gone, for instance because its folder was renamed.
 */
async function openSource({ location, path }: LocalFile): Promise<FileHandle> {
  try {
    return await open(location, "r");
  } catch (error) {
    throw isMissing(error) ? changed({ path }) : readError(error, path);
  }
}

async function sendChunks(file: LocalFile, flight: Flight, options: ChunkOptions): Promise<void> {
  const { chunk, signal, inTurn } = options;
  const lastOffset = Math.max(0, Math.ceil(file.size / chunk) - 1) * chunk;
  const digest = createHash("sha256");
  const local = await openSource(file);
  try {
    await inTurn(async () => {
      for (let offset = 0; offset < lastOffset; offset += chunk) {
        throwIfCancelled(signal);
        const bytes = await readChunk(local, file, offset, chunk);
        digest.update(bytes);
        if (offset + chunk > (file.sentBefore ?? 0)) await flight.send(bytes, offset);
      }
    });
    throwIfCancelled(signal);
    const last = await readChunk(local, file, lastOffset, file.size - lastOffset);
    if (digest.update(last).digest("hex") !== file.sha256) throw changed(file);
    await flight.landed();
    await flight.send(last, lastOffset);
  } finally {
    // Closes the local file without waiting, because CLOSE must follow the last bytes immediately.
    local.close().catch(() => undefined);
  }
}

async function readChunk(
  local: FileHandle,
  file: LocalFile,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  const { bytesRead } = await local.read(bytes, 0, length, offset);
  if (bytesRead < length) throw changed(file);
  return bytes;
}

function changed({ path }: Pick<LocalFile, "path">): AppError {
  return new AppError("publish.sourceChanged", { path });
}

/** The writes to one file that the server has not acknowledged yet. */
class Flight {
  readonly #remote: RemoteFile;
  readonly #options: SendOptions;
  readonly #writes = new Set<Promise<void>>();
  #bytes = 0;
  #failure: { readonly error: unknown } | null = null;

  constructor(remote: RemoteFile, options: SendOptions) {
    this.#remote = remote;
    this.#options = options;
  }

  /** Sends bytes as soon as the limits allow it. Throws if an earlier write has failed. */
  async send(bytes: Uint8Array, offset: number): Promise<void> {
    const { window, onBytes } = this.#options;
    while (this.#bytes > 0 && this.#bytes + bytes.length > maxBytesPerFile) await Promise.race(this.#writes);
    this.#bytes += bytes.length;
    await window.take(bytes.length);
    if (this.#failure) {
      window.done(bytes.length);
      throw this.#failure.error;
    }
    const write: Promise<void> = this.#remote
      .write(bytes, offset)
      .then(() => onBytes(bytes.length))
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#bytes -= bytes.length;
        window.done(bytes.length);
        this.#writes.delete(write);
      });
    this.#writes.add(write);
  }

  /** Waits for all replies. Throws the first failure. */
  async landed(): Promise<void> {
    await Promise.all(this.#writes);
    if (this.#failure) throw this.#failure.error;
  }
}
