import { settled } from "./pipeline.ts";
import {
  type RemoteEntry,
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
  remoteStatus,
} from "./remote-files.ts";

/** How many bytes are asked for at once while reading, in at least so many requests: one more than a small file needs. */
const readAhead = { bytes: 4 * 1024 * 1024, requests: 2 };

/** Reads a file to its end. Rejects with a `RemoteError` when it is longer than `most` bytes. */
export async function readWhole(files: RemoteFiles, path: string, most: number): Promise<Uint8Array> {
  // How much to ask for; how much there is, the reading tells.
  const [file, entry] = await openAndLook(files, path);
  const expected = Math.min(entry?.size ?? 0, most, readAhead.bytes);
  const parts: Uint8Array[] = [];
  let offset = 0;
  try {
    for (let isOver = false; !isOver; ) {
      const batch = await readBatch(file, offset, files.limits.chunk, expected);
      for (const bytes of batch.parts) {
        parts.push(bytes);
        offset += bytes.length;
      }
      if (offset > most) throw new RemoteError("read", path, remoteStatus.failure, "the file is too large");
      isOver = batch.isOver;
    }
  } finally {
    // Nothing depends on it: what was read is whole.
    file.close().catch(() => undefined);
  }
  return Buffer.concat(parts);
}

async function openAndLook(files: RemoteFiles, path: string): Promise<[RemoteFile, RemoteEntry | null]> {
  const opening = files.open(path, "read");
  // Without the size it takes longer; why there is none shows in the reading.
  const looking = files.lstat(path).catch(() => null);
  return Promise.all([opening, looking]);
}

/**
 * Asks for several chunks at once. A server may answer with less than asked for in the middle of a file: what follows such an
 * answer leaves a hole before it and is read again. Only an empty answer is the end.
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
  // Nothing depends on it: what was read is whole.
  file.close().catch(() => undefined);
  return reading;
}

/** Writes a small file, emptying what was there. The caller renames it into place. */
export function writeWhole(files: RemoteFiles, path: string, bytes: Uint8Array, mode: number): Promise<void> {
  return new Draft(files, path, mode).write(bytes);
}

/** A file that can be opened before it is known what goes into it. */
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

  /** Makes the file, empty. */
  open(): Promise<RemoteFile> {
    if (!this.#file) {
      this.#file = this.#files.open(this.#path, "create", this.#mode);
      // Whoever writes hears of it.
      this.#file.catch(() => undefined);
    }
    return this.#file;
  }

  async write(bytes: Uint8Array): Promise<void> {
    const file = await this.open();
    const chunk = this.#files.limits.chunk;
    const requests: Promise<void>[] = [];
    for (let offset = 0; offset < bytes.length; offset += chunk) {
      requests.push(file.write(bytes.subarray(offset, offset + chunk), offset));
    }
    // A CLOSE succeeds after a failed WRITE: each answer counts.
    this.#file = null;
    await settled([...requests, file.close()]);
  }

  /** Closes it as it is. */
  async close(): Promise<void> {
    const file = await this.#file;
    this.#file = null;
    await file?.close();
  }
}
