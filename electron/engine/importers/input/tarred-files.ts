import type { FileHandle } from "node:fs/promises";
import { AppError } from "#contract/errors.ts";
import { isPlainPath } from "#engine/base/plain-name.ts";
import { bytesAt, piecesOfFile, withFile } from "./file-pieces.ts";
import { isHidden } from "./hidden-files.ts";
import type { ZippedFile } from "./zipped-files.ts";

/** Length of a header in bytes. Contents are padded to a multiple of this length. */
const blockLength = 512;
/** Maximum length in bytes of a long name. A name that does not fit into a header has an entry of its own. */
const longestName = 4096;

/** Whether a file has the signature of a tar archive, in the POSIX format (`ustar`) or the GNU format. */
export function isTar(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(257, 262)).toString("latin1") === "ustar";
}

/**
 * Lists the files in a tar archive, sorted by path.
 * Omits symbolic links, and paths that lead out of the unpacked folder, such as `../a`.
 * Rejects with `import.zipDamaged` or `file.*`.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
 */
export async function tarredFiles(location: string, name: string): Promise<ZippedFile[]> {
  const entries = await withFile(location, name, (file) => entriesOf(file, name));
  return entries
    .filter(({ path }) => isPlainPath(path, false) && !isHidden(path))
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ path, start, bytes }) => ({
      name: path,
      bytes,
      read: () => piecesOfFile(location, name, { start, end: start + bytes }),
    }));
}

interface TarEntry {
  readonly path: string;
  /** Offset of the content in the archive. */
  readonly start: number;
  readonly bytes: number;
}

async function entriesOf(file: FileHandle, name: string): Promise<TarEntry[]> {
  const { size: end } = await file.stat();
  const entries: TarEntry[] = [];
  let longName: string | null = null;
  for (let at = 0; at + blockLength <= end; ) {
    const header = await bytesAt(file, at, blockLength);
    // A block of zeros ends the archive.
    if (header.every((byte) => byte === 0)) break;
    const bytes = numberIn(header, 124, 12);
    const start = at + blockLength;
    if (bytes === null || !isTar(header) || start + bytes > end) {
      throw new AppError("import.zipDamaged", { name });
    }
    const kind = String.fromCharCode(header[156] ?? 0);
    if (kind === "L" || kind === "x") {
      const text = String(await bytesAt(file, start, Math.min(bytes, longestName)));
      longName =
        kind === "L" ? textBefore0(text) : (/(?:^|\n)\d+ path=([^\n]*)\n/.exec(text)?.[1] ?? longName);
    } else {
      // Skips entries of other types, such as symbolic links and folders, because they have no content.
      if (kind === "0" || kind === "\0") entries.push({ path: longName ?? nameIn(header), start, bytes });
      longName = null;
    }
    at = start + Math.ceil(bytes / blockLength) * blockLength;
  }
  return entries;
}

function nameIn(header: Buffer): string {
  const name = textBefore0(header.subarray(0, 100).toString("utf8"));
  // Reads the prefix only in POSIX archives, because GNU archives have other fields at this offset.
  const isPosix = header.subarray(257, 263).toString("latin1") === "ustar\0";
  const prefix = isPosix ? textBefore0(header.subarray(345, 500).toString("utf8")) : "";
  return (prefix === "" ? name : `${prefix}/${name}`).replace(/^(?:\.\/)+/, "");
}

/** Reads a number: octal digits, or GNU's binary form for large files. Returns null for other bytes. */
function numberIn(header: Buffer, at: number, length: number): number | null {
  if (((header[at] ?? 0) & 0x80) !== 0) return header.readUIntBE(at + length - 6, 6);
  const text = textBefore0(header.subarray(at, at + length).toString("latin1")).trim();
  return /^[0-7]*$/.test(text) ? Number.parseInt(text || "0", 8) : null;
}

function textBefore0(text: string): string {
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}
