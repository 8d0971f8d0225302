import { AppError } from "#contract/errors.ts";

/** An entry of a zip, as its central directory describes it. Nothing is unpacked yet. */
export interface ZipEntry {
  readonly name: string;
  /** Size in bytes after unpacking, as the zip claims. */
  readonly size: number;
  readonly isFolder: boolean;
  readonly isLink: boolean;
  readonly isEncrypted: boolean;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endLength = 22;
const entryLength = 46;
/** Values of 16 and 32 bits that mean "see the Zip64 record". No theme needs such a large zip. */
const [far16, far32] = [0xffff, 0xffffffff];
/** The bits of Unix permissions that contain the type of a file, and their value for a symbolic link. */
const [typeBits, linkType] = [0o170000, 0o120000];

/**
 * Lists the entries of a zip. Throws `theme.zipBroken`.
 * Format: PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16.
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === far16 || at === far32) throw broken();
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (at + entryLength > end || view.getUint32(at, true) !== entryMark) throw broken();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    ) as [number, number, number];
    const size = view.getUint32(at + 24, true);
    if (size === far32) throw broken();
    const name = decode(bytes.subarray(at + entryLength, at + entryLength + nameLength));
    const mode = view.getUint32(at + 38, true) >>> 16;
    entries.push({
      name,
      size,
      isFolder: name.endsWith("/"),
      isLink: (mode & typeBits) === linkType,
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at += entryLength + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Finds the last record of the zip. After this record, only a comment of at most 65,535 bytes can follow. */
function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - endLength - far16);
  for (let at = view.byteLength - endLength; at >= first; at--) {
    if (view.getUint32(at, true) === endMark) return at;
  }
  throw broken();
}

/** Reads a name as UTF-8, whatever the entry says. Names in another encoding are refused anyway. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).normalize("NFC");
}

function broken(): AppError {
  return new AppError("theme.zipBroken");
}
