import { readdir } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import { mapLimited } from "#engine/base/concurrency.ts";
import { targetIfThere } from "#engine/base/files/read-files.ts";
import { AppError } from "#contract/errors.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { pieceLength, piecesOfFile, withFile } from "./file-pieces.ts";
import { gzippedFile, isGzip, isOtherArchive } from "./gzipped-file.ts";
import { isHidden } from "./hidden-files.ts";
import { isTar, tarredFiles } from "./tarred-files.ts";
import { isZip, type ZippedFile, zippedFiles } from "./zipped-files.ts";

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

/** Maximum number of files of an export. */
const mostFiles = 20_000;

/**
 * Opens the files at `paths`. For a folder, a zip, a tar archive or a gzip file, opens the files inside.
 * `onRead` receives the number of bytes of each piece that is read.
 * Rejects with `file.notFound`, `file.failed`, `import.zip…`, `import.packed` or `import.tooManyFiles`.
 */
export async function openImportFiles(
  paths: readonly string[],
  onRead: (bytes: number) => void = () => undefined,
): Promise<ImportFile[]> {
  const found = (await Promise.all(paths.map(filesAt))).flat();
  if (found.length > mostFiles) throw new AppError("import.tooManyFiles", { most: mostFiles });
  const opened = await mapLimited(found, 16, async ({ path, name, isNamed }) => {
    const file = await openImportFile(path, name, onRead);
    if (!isNamed) return [file];
    const head = await file.head();
    if (isZip(head)) return packed(await zippedFiles(resolve(path), name), onRead);
    if (isTar(head)) return packed(await tarredFiles(resolve(path), name), onRead);
    if (isGzip(head)) return unzipped(resolve(path), name, onRead);
    if (isOtherArchive(head)) throw new AppError("import.packed", { name });
    return [file];
  });
  const files = opened.flat();
  if (files.length > mostFiles) throw new AppError("import.tooManyFiles", { most: mostFiles });
  return files;
}

/** Returns the files inside a zip or tar archive. */
function packed(files: readonly ZippedFile[], onRead: (bytes: number) => void): ImportFile[] {
  return files.map((file) => readableFile({ ...file, pieces: () => file.read() }, onRead));
}

/** Returns the file in a gzip file. Rejects with `import.packed` if the unpacked file is an archive. */
async function unzipped(
  location: string,
  name: string,
  onRead: (bytes: number) => void,
): Promise<ImportFile[]> {
  const files = packed([await gzippedFile(location, name)], onRead);
  const head = (await files[0]?.head()) ?? Buffer.alloc(0);
  if (isTar(head) || isZip(head)) throw new AppError("import.packed", { name });
  return files;
}

interface FoundFile {
  readonly path: string;
  readonly name: string;
  /** Whether the user named the file itself, and not a folder that contains it. */
  readonly isNamed: boolean;
}

/**
 * Returns a file, or the files in a folder.
 * Omits hidden files. Also omits symbolic links, because they could lead out of the folder.
 */
async function filesAt(path: string): Promise<FoundFile[]> {
  const entry = await targetIfThere(resolve(path)).catch(() => null);
  if (!entry?.isDirectory()) return [{ path, name: basename(path), isNamed: true }];
  const entries = await readdir(resolve(path), { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      throw fileError(error, path);
    },
  );
  return entries
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .map((file) => ({ path: file, name: nameIn(resolve(path), file), isNamed: false }))
    .filter(({ name }) => !isHidden(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Returns a path inside a folder in Unicode form NFC, because some disks store names in another form. */
function nameIn(folder: string, file: string): string {
  return relative(folder, file).split(sep).join("/").normalize("NFC");
}

async function openImportFile(
  path: string,
  name: string,
  onRead: (bytes: number) => void,
): Promise<ImportFile> {
  const location = resolve(path);
  const bytes = await sizeOf(location, path);
  return readableFile({ name, bytes, pieces: (most) => piecesOfFile(location, path, { most }) }, onRead);
}

interface ByteSource {
  readonly name: string;
  readonly bytes: number;
  /** Yields the bytes of the file, in pieces of about `length` bytes. */
  pieces(length: number): AsyncIterable<Buffer>;
}

function readableFile({ name, bytes, pieces }: ByteSource, onRead: (bytes: number) => void): ImportFile {
  const head = async (): Promise<Buffer> => {
    for await (const piece of inUtf8(pieces(headLength))) return piece.subarray(0, headLength);
    return Buffer.alloc(0);
  };
  async function* read(): AsyncGenerator<Buffer> {
    for await (const piece of pieces(pieceLength)) {
      onRead(piece.length);
      yield piece;
    }
  }
  return { name, bytes, head, read: () => inUtf8(read()) };
}

async function sizeOf(location: string, path: string): Promise<number> {
  const state = await withFile(location, path, (file) => file.stat());
  if (!state.isFile()) throw new AppError("file.failed", { path, reason: "no file" });
  return state.size;
}

/** Converts UTF-16 with a byte order mark to UTF-8. All other bytes stay unchanged. */
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

/**
 * Whether the beginning of each file passes a test. Returns false if there are no files.
 * Reads one file at a time, because a program can open only a limited number of files at once.
 */
export async function everyHead(
  files: readonly ImportFile[],
  fits: (head: Buffer) => boolean,
): Promise<boolean> {
  for (const file of files) if (!fits(await file.head())) return false;
  return files.length > 0;
}

/**
 * Returns the files of an export that can contain texts: all files except pictures, videos and sounds.
 * Also omits files with settings of other programs, such as `.htaccess`.
 */
export function textFilesIn(files: readonly ImportFile[]): ImportFile[] {
  return files.filter(({ name }) => !isMediaFile(name) && !/(?:^|\/)\./.test(name));
}

/** Whether a file has the name of a picture, a video or a sound. */
export function isMediaFile(name: string): boolean {
  return mediaEnding.test(name);
}

/** File name endings of pictures, videos and sounds. Exports contain such files in addition to the texts. */
const mediaEnding =
  /\.(?:jpe?g|png|gif|webp|avif|svg|bmp|ico|tiff?|heic|heif|mp4|m4v|mov|webm|mp3|m4a|ogg|ogv|wav|flac)$/i;

/** Returns all bytes of a file, or null if the file is larger than `most` bytes. */
export async function wholeFile(file: ImportFile, most: number): Promise<Buffer | null> {
  if (file.bytes > most) return null;
  const pieces: Buffer[] = [];
  for await (const piece of file.read()) pieces.push(piece);
  return Buffer.concat(pieces);
}
