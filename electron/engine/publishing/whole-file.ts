import { settled } from "./pipeline.ts";
import { RemoteError, type RemoteFile, type RemoteFiles, remoteStatus } from "./remote-files.ts";

/** How many chunks are asked for at once while reading. */
const readAhead = 8;

/** Reads a file to its end. Rejects with a `RemoteError` when it is longer than `most` bytes. */
export async function readWhole(files: RemoteFiles, path: string, most: number): Promise<Uint8Array> {
  const file = await files.open(path, "read");
  const parts: Uint8Array[] = [];
  let offset = 0;
  try {
    for (let isOver = false; !isOver; ) {
      const batch = await readBatch(file, offset, files.limits.chunk);
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

/**
 * Asks for several chunks at once. A server may answer with less than asked for in the middle of a file: what follows such an
 * answer leaves a hole before it and is read again. Only an empty answer is the end.
 */
async function readBatch(
  file: RemoteFile,
  start: number,
  chunk: number,
): Promise<{ parts: Uint8Array[]; isOver: boolean }> {
  const reads = Array.from({ length: readAhead }, (_, index) => file.read(start + index * chunk, chunk));
  await settled(reads);
  const answers = await Promise.all(reads);
  const short = answers.findIndex((bytes) => bytes.length < chunk);
  if (short < 0) return { parts: answers, isOver: false };
  const isEnd = answers[short]?.length === 0 || answers[short + 1]?.length === 0;
  return { parts: answers.slice(0, short + 1), isOver: isEnd };
}

/** Writes a small file, emptying what was there. The caller renames it into place. */
export async function writeWhole(
  files: RemoteFiles,
  path: string,
  bytes: Uint8Array,
  mode: number,
): Promise<void> {
  const file = await files.open(path, "create", mode);
  const chunk = files.limits.chunk;
  const requests: Promise<void>[] = [];
  for (let offset = 0; offset < bytes.length; offset += chunk) {
    requests.push(file.write(bytes.subarray(offset, offset + chunk), offset));
  }
  // A CLOSE succeeds after a failed WRITE: each answer counts.
  await settled([...requests, file.close()]);
}
