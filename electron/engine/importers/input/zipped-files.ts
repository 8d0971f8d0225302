import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";
import { AppError } from "#contract/errors.ts";
import { isPlainPath } from "#engine/base/plain-name.ts";
import { decodeByGuess, decodeUtf8Strict } from "#engine/base/text/text-encoding.ts";
import {
  findZipDirectory,
  readZipDirectory,
  type ZipEntry,
  ZipFault,
  zipTailLength,
} from "#engine/base/zip-directory.ts";
import { bytesAt, piecesOfFile, withFile } from "./file-pieces.ts";
import { isHidden } from "./hidden-files.ts";

/** A file inside a zip file. The file is unpacked only while it is read. */
export interface ZippedFile {
  /** Path inside the zip. It is never used as a path on disk. */
  readonly name: string;
  readonly bytes: number;
  /** Reads the unpacked file from its start. */
  read(): AsyncIterable<Buffer>;
}

/** Maximum length in bytes of a zip's central directory, which is read as a whole. */
const longestDirectory = 64 * 2 ** 20;
/** Maximum size in bytes of all files of a zip after unpacking. */
const largestContent = 64 * 2 ** 30;
const headerLength = 30;

/** Whether a file begins like a zip file. */
export function isZip(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 4)).toString("latin1") === "PK\x03\x04";
}

/**
 * Lists the files in a zip, sorted by path.
 * Omits symbolic links, paths such as `../a`, and files that operating systems add.
 * Rejects with `import.zipDamaged`, `import.zipLocked` for an encrypted zip, or `file.*`.
 */
export async function zippedFiles(location: string, name: string): Promise<ZippedFile[]> {
  const entries = await withFile(location, name, (file) =>
    directoryOf(file).catch((error: unknown) => {
      throw error instanceof ZipFault ? damaged(name, error) : error;
    }),
  );
  const files = entries
    .map((entry) => ({ entry, path: nameOf(entry) }))
    .filter(({ entry, path }) => !entry.isLink && !path.endsWith("/") && isPlainPath(path, false))
    .filter(({ path }) => !isHidden(path))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  if (files.some(({ entry }) => entry.isEncrypted)) throw new AppError("import.zipLocked", { name });
  if (files.reduce((sum, { entry }) => sum + entry.size, 0) > largestContent)
    throw damaged(name, "too large");
  return files.map(({ entry, path }) => ({
    name: path,
    bytes: entry.size,
    read: () => unpacked(location, name, entry),
  }));
}

/** Returns the path of a zip entry, even if a program on Windows wrote it in another encoding or with `\`. */
function nameOf({ nameBytes }: ZipEntry): string {
  const text = decodeUtf8Strict(nameBytes) ?? decodeByGuess(nameBytes);
  return text
    .replaceAll("\\", "/")
    .replace(/^(?:\.\/)+/, "")
    .normalize("NFC");
}

async function directoryOf(file: FileHandle): Promise<ZipEntry[]> {
  const { size } = await file.stat();
  const tailAt = Math.max(0, size - zipTailLength);
  const { at, length, count } = findZipDirectory(await bytesAt(file, tailAt, size - tailAt), tailAt);
  if (length > longestDirectory) throw new ZipFault("the directory of the zip is too long");
  const directory = await bytesAt(file, at, length);
  if (directory.length < length) throw new ZipFault("the zip ends too early");
  return readZipDirectory(directory, count);
}

async function* unpacked(location: string, name: string, entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.method !== 0 && entry.method !== 8) throw damaged(name, `method ${entry.method}`);
  const packed = packedBytes(location, name, entry);
  let length = 0;
  try {
    for await (const piece of entry.method === 0 ? packed : inflated(packed)) {
      length += piece.length;
      // Stops here, because a zip can claim a small size for a huge content.
      if (length > entry.size) throw new ZipFault("a file is larger than the zip says");
      yield piece;
    }
  } catch (error) {
    throw error instanceof AppError ? error : damaged(name, error);
  }
  if (length < entry.size) throw damaged(name, "a file ends too early");
}

async function* inflated(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  const done = pipeline(Readable.from(packed), inflate);
  // An error is ignored here, because the loop below throws the same error.
  done.catch(() => undefined);
  for await (const piece of inflate) yield piece;
  await done;
}

async function* packedBytes(location: string, name: string, entry: ZipEntry): AsyncGenerator<Buffer> {
  const header = await withFile(location, name, (file) => bytesAt(file, entry.at, headerLength));
  if (header.length < headerLength) throw damaged(name, "the zip ends too early");
  const start = entry.at + headerLength + header.readUInt16LE(26) + header.readUInt16LE(28);
  yield* piecesOfFile(location, name, { start, end: start + entry.packedSize });
}

function damaged(name: string, reason: unknown): AppError {
  return new AppError("import.zipDamaged", { name }, reason);
}
