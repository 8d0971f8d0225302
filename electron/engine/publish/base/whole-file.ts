import { settled } from "./pipeline.ts";
import {
  type RemoteEntry,
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
  remoteStatus,
} from "./remote-files.ts";

/** Amount of data to request ahead: about `bytes` bytes, but at least `requests` requests. */
const readAhead = { bytes: 4 * 1024 * 1024, requests: 2 };

/** Reads a file to its end. Rejects with a `RemoteError` if the file is longer than `maxBytes` bytes. */
export async function readWhole(files: RemoteFiles, path: string, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await readParts(files, path, maxBytes, (bytes) => parts.push(bytes));
  return Buffer.concat(parts);
}

/**
 * Reads a file to its end, and passes its parts to `onPart` in their order.
 * Rejects with a `RemoteError` if the file is longer than `maxBytes` bytes.
 */
export async function readParts(
  files: RemoteFiles,
  path: string,
  maxBytes: number,
  onPart: (bytes: Uint8Array) => unknown,
): Promise<void> {
  // The size decides only how many bytes are requested at once. The end of the file is found by reading.
  const [file, entry] = await openAndLook(files, path);
  const expected = Math.min(entry?.size ?? 0, maxBytes, readAhead.bytes);
  let offset = 0;
  try {
    for (let isOver = false; !isOver; ) {
      const batch = await readBatch(file, offset, files.capabilities.chunk, expected);
      for (const bytes of batch.parts) {
        onPart(bytes);
        offset += bytes.length;
      }
      if (offset > maxBytes)
        throw new RemoteError("read", path, remoteStatus.failure, "the file is too large");
      isOver = batch.isOver;
    }
  } finally {
    // Ignores a failure to close, because the file was read to its end.
    file.close().catch(() => undefined);
  }
}

async function openAndLook(files: RemoteFiles, path: string): Promise<[RemoteFile, RemoteEntry | null]> {
  const opening = files.open(path, "read");
  // Ignores the error: without the file's size, reading works, but takes more round trips.
  const looking = files.lstat(path).catch(() => null);
  return Promise.all([opening, looking]);
}

/**
 * Requests several chunks at once. Returns them up to the first chunk that is shorter than requested.
 * A short chunk may be in the middle of the file, so the caller reads on from the chunk's end.
 * Only an empty chunk means the end of the file (`isOver`).
 */
async function readBatch(
  file: RemoteFile,
  start: number,
  chunk: number,
  expected: number,
): Promise<{ parts: Uint8Array[]; isOver: boolean }> {
  const count = Math.max(readAhead.requests, Math.ceil(expected / chunk) + 1);
  const reads = Array.from({ length: count }, (_, index) => file.read(start + index * chunk, chunk));
  await settled(reads);
  const answers = await Promise.all(reads);
  const short = answers.findIndex((bytes) => bytes.length < chunk);
  if (short < 0) return { parts: answers, isOver: false };
  const isEnd = answers[short]?.length === 0 || answers[short + 1]?.length === 0;
  return { parts: answers.slice(0, short + 1), isOver: isEnd };
}

/** Reads the first bytes of a file. */
export async function readHead(files: RemoteFiles, path: string, length: number): Promise<Uint8Array> {
  const file = await files.open(path, "read");
  const reading = file.read(0, length);
  // Ignores a failure to close, because the bytes have been read.
  file.close().catch(() => undefined);
  return reading;
}

/** Writes a small file. If the file exists, empties it first. */
export function writeWhole(files: RemoteFiles, path: string, bytes: Uint8Array, mode: number): Promise<void> {
  return new Draft(files, path, mode).write(bytes);
}

/** A file on the server. To save a round trip, it is opened before its content is known. */
export class Draft {
  readonly #files: RemoteFiles;
  readonly #path: string;
  readonly #mode: number;
  #file: Promise<RemoteFile> | null = null;

  constructor(files: RemoteFiles, path: string, mode: number) {
    this.#files = files;
    this.#path = path;
    this.#mode = mode;
  }

  /** Opens the file. Creates a missing file, and empties an existing file. */
  open(): Promise<RemoteFile> {
    if (!this.#file) {
      this.#file = this.#files.open(this.#path, "create", this.#mode);
      // Prevents an unhandled rejection. If the file cannot be opened, `write` also rejects.
      this.#file.catch(() => undefined);
    }
    return this.#file;
  }

  async write(bytes: Uint8Array): Promise<void> {
    const file = await this.open();
    const chunk = this.#files.capabilities.chunk;
    const requests: Promise<void>[] = [];
    for (let offset = 0; offset < bytes.length; offset += chunk) {
      requests.push(file.write(bytes.subarray(offset, offset + chunk), offset));
    }
    // Checks each reply, because a CLOSE may succeed although a WRITE has failed.
    this.#file = null;
    await settled([...requests, file.close()]);
  }

  /** Closes the file if it is open. Writes nothing. */
  async close(): Promise<void> {
    const file = await this.#file;
    this.#file = null;
    await file?.close();
  }
}
