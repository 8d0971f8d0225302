import type { FileHandle } from "node:fs/promises";
import { open } from "#engine/base/files/change-files.ts";
import { fileError } from "#engine/base/file-errors.ts";

/** Number of bytes that are read at a time. */
export const pieceLength = 262_144;

/** A part of a file. By default, the part ends with the file. */
interface FilePart {
  readonly start?: number;
  readonly end?: number;
  /** Maximum number of bytes of a piece. Default: `pieceLength`. */
  readonly most?: number;
}

/** Reads a part of a file in pieces. Rejects with `file.*`. The error calls the file `name`. */
export async function* piecesOfFile(
  location: string,
  name: string,
  { start = 0, end = Number.POSITIVE_INFINITY, most = pieceLength }: FilePart = {},
): AsyncGenerator<Buffer> {
  try {
    const file = await open(location, "r");
    try {
      for (let at = start; at < end; ) {
        const piece = await bytesAt(file, at, Math.min(most, end - at));
        if (piece.length === 0) return;
        yield piece;
        at += piece.length;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, name);
  }
}

/** Opens a file for `work`, and closes it afterwards. Rejects with `file.*` or an `AppError` of `work`. */
export async function withFile<T>(
  location: string,
  name: string,
  work: (file: FileHandle) => Promise<T>,
): Promise<T> {
  try {
    const file = await open(location, "r");
    return await work(file).finally(() => file.close());
  } catch (error) {
    throw fileError(error, name);
  }
}

/** Reads bytes at an offset. The result is shorter if the file ends earlier. */
export async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.allocUnsafe(length), position: at, length });
  return buffer.subarray(0, bytesRead);
}
