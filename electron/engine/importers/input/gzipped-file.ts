import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { AppError } from "#contract/errors.ts";
import { bytesAt, piecesOfFile, withFile } from "./file-pieces.ts";
import type { ZippedFile } from "./zipped-files.ts";

/** Length in bytes of the shortest gzip file. */
const shortest = 20;
/** Maximum ratio of unpacked size to packed size that the gzip format allows. */
const largestRatio = 1032;

/** Signatures of the archive formats that cannot be read, each with its offset in the file. */
const otherArchives: readonly (readonly [number, string])[] = [
  [0, "7z\xBC\xAF\x27\x1C"],
  [0, "Rar!\x1A\x07"],
  [0, "BZh"],
  [0, "\xFD7zXZ\0"],
  [0, "\x28\xB5\x2F\xFD"],
  [2, "-lh"],
];

/** Whether a file is an archive of a kind that cannot be read, such as 7z, RAR, LZH or bzip2. */
export function isOtherArchive(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 16)).toString("latin1");
  return otherArchives.some(([at, signature]) => start.startsWith(signature, at));
}

/** Whether a file begins like a gzip file. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/**
 * Returns the file inside a gzip file. The file is unpacked while it is read.
 * The returned name is `name` without `.gz`. Rejects with `import.zipDamaged` or `file.*`.
 * @see https://www.rfc-editor.org/rfc/rfc1952
 */
export async function gzippedFile(location: string, name: string): Promise<ZippedFile> {
  const bytes = await sizeIn(location, name);
  return { name: name.replace(/\.gz$/i, ""), bytes, read: () => unpacked(location, name, bytes) };
}

/** Reads the size of the unpacked file from the last four bytes of a gzip file. */
async function sizeIn(location: string, name: string): Promise<number> {
  return withFile(location, name, async (file) => {
    const { size } = await file.stat();
    if (size < shortest) throw damaged(name);
    const bytes = (await bytesAt(file, size - 4, 4)).readUInt32LE(0);
    // The last four bytes of a truncated file are not its size, but usually an impossibly large number.
    if (bytes > size * largestRatio) throw damaged(name);
    return bytes;
  });
}

async function* unpacked(location: string, name: string, bytes: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const done = pipeline(Readable.from(piecesOfFile(location, name)), gunzip);
  // An error is ignored here, because the loop below throws the same error.
  done.catch(() => undefined);
  let length = 0;
  try {
    for await (const piece of gunzip) {
      length += piece.length;
      // Stops here, because a gzip file can claim a small size for a huge content.
      if (length > bytes) throw damaged(name);
      yield piece;
    }
    await done;
  } catch (error) {
    throw error instanceof AppError ? error : damaged(name, error);
  }
}

function damaged(name: string, reason?: unknown): AppError {
  return new AppError("import.zipDamaged", { name }, reason);
}
