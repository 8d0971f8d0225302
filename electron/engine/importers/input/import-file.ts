import { open } from "#engine/base/files/change-files.ts";
import { basename, resolve } from "node:path";
import { AppError } from "#contract/errors.ts";
import { fileError } from "#engine/base/file-errors.ts";

/** A file to import, read in pieces, because an export can be larger than the computer's memory. */
export interface ImportFile {
  readonly name: string;
  readonly bytes: number;
  /** Reads the file from its start. A UTF-16 file is converted to UTF-8. */
  read(): AsyncIterable<Buffer>;
  /** Returns the first bytes, at most 64 KiB. */
  head(): Promise<Buffer>;
}

const headLength = 65_536;
/** Number of bytes read at a time. */
const pieceLength = 262_144;

/** Opens files that the user named. Rejects with `file.notFound` or `file.failed`. */
export async function openImportFiles(paths: readonly string[]): Promise<ImportFile[]> {
  return Promise.all(paths.map(openImportFile));
}

async function openImportFile(path: string): Promise<ImportFile> {
  const location = resolve(path);
  const bytes = await sizeOf(location, path);
  const head = async (): Promise<Buffer> => {
    for await (const piece of inUtf8(piecesOf(location, path, headLength))) return piece;
    return Buffer.alloc(0);
  };
  return { name: basename(path), bytes, head, read: () => inUtf8(piecesOf(location, path, pieceLength)) };
}

async function sizeOf(location: string, path: string): Promise<number> {
  try {
    const file = await open(location, "r");
    const state = await file.stat().finally(() => file.close());
    if (!state.isFile()) throw new AppError("file.failed", { path, reason: "no file" });
    return state.size;
  } catch (error) {
    throw fileError(error, path);
  }
}

async function* piecesOf(location: string, path: string, length: number): AsyncGenerator<Buffer> {
  try {
    const file = await open(location, "r");
    try {
      for (let at = 0; ; ) {
        const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(length), position: at });
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
        at += bytesRead;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

/** Converts UTF-16, which is recognised by its byte order mark; passes all other bytes through unchanged. */
async function* inUtf8(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null | undefined;
  for await (const piece of pieces) {
    if (decoder === undefined) decoder = utf16DecoderFor(piece);
    yield decoder ? Buffer.from(decoder.decode(piece, { stream: true })) : piece;
  }
}

function utf16DecoderFor(piece: Buffer): TextDecoder | null {
  const mark = piece.length < 2 ? 0 : piece.readUInt16BE(0);
  if (mark !== 0xfffe && mark !== 0xfeff) return null;
  return new TextDecoder(mark === 0xfffe ? "utf-16le" : "utf-16be");
}
