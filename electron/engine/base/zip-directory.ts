/** An entry of a zip's central directory. Nothing is unpacked yet. */
export interface ZipEntry {
  /** The name as bytes, in an encoding that is not known. */
  readonly nameBytes: Uint8Array;
  /** Size in bytes after unpacking, according to the zip. */
  readonly size: number;
  /** Size in bytes of the packed data. */
  readonly packedSize: number;
  /** The method of compression: 0 means no compression, 8 means deflate. */
  readonly method: number;
  /** Offset of the entry's local header in the zip. */
  readonly at: number;
  readonly isLink: boolean;
  readonly isEncrypted: boolean;
}

/** The position of a zip's central directory. */
export interface ZipDirectoryPlace {
  /** Number of entries. */
  readonly count: number;
  readonly at: number;
  readonly length: number;
}

/** Thrown for a damaged zip, and for a file that is not a zip. */
export class ZipFault extends Error {
  override readonly name = "ZipFault";
}

const [endMark, end64Mark, locatorMark, entryMark] = [0x06054b50, 0x06064b50, 0x07064b50, 0x02014b50];
const [endLength, end64Length, locatorLength, entryLength] = [22, 56, 20, 46];
/** Numbers of 16 and 32 bits that stand for a larger number, which is in the Zip64 record. */
const [far16, far32] = [0xffff, 0xffffffff];
/** Bits of a Unix file mode: the mask for the file type, and the type of a symbolic link. */
const [typeBits, linkType] = [0o170000, 0o120000];

/** Number of bytes at the end of a zip that `findZipDirectory` needs: the end records and a comment. */
export const zipTailLength = endLength + far16 + locatorLength + end64Length;

/**
 * Finds the central directory of a zip. `tail` contains the end of the zip, from the offset `tailAt` on.
 * Throws `ZipFault`.
 * Format: PKWARE APPNOTE 6.3.10, sections 4.3.14 to 4.3.16.
 */
export function findZipDirectory(tail: Uint8Array, tailAt = 0): ZipDirectoryPlace {
  const view = viewOf(tail);
  const end = endOf(view);
  const place = {
    count: view.getUint16(end + 10, true),
    length: view.getUint32(end + 12, true),
    at: view.getUint32(end + 16, true),
  };
  const isFar = place.count === far16 || place.at === far32 || place.length === far32;
  const found = isFar ? farPlace(view, end - locatorLength, tailAt) : place;
  if (found.at + found.length > tailAt + end) throw new ZipFault("the directory of the zip is damaged");
  return found;
}

/**
 * Reads the position of the central directory from the Zip64 record.
 * `at` is the offset of the locator. The locator contains the offset of the Zip64 record.
 */
function farPlace(view: DataView, at: number, tailAt: number): ZipDirectoryPlace {
  if (at < 0 || view.getUint32(at, true) !== locatorMark) throw new ZipFault("the zip has no Zip64 record");
  const record = numberAt(view, at + 8) - tailAt;
  if (record < 0 || record + end64Length > at || view.getUint32(record, true) !== end64Mark)
    throw new ZipFault("the Zip64 record is damaged");
  return {
    count: numberAt(view, record + 32),
    length: numberAt(view, record + 40),
    at: numberAt(view, record + 48),
  };
}

/** Lists the entries of a central directory. Throws `ZipFault`. */
export function readZipDirectory(bytes: Uint8Array, count: number): ZipEntry[] {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + entryLength > bytes.length || view.getUint32(at, true) !== entryMark)
      throw new ZipFault("the directory of the zip is damaged");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    ) as [number, number, number];
    const extraAt = at + entryLength + nameLength;
    const next = extraAt + extraLength + commentLength;
    if (next > bytes.length) throw new ZipFault("the directory of the zip is damaged");
    const mode = view.getUint32(at + 38, true) >>> 16;
    entries.push({
      nameBytes: bytes.subarray(at + entryLength, extraAt),
      method: view.getUint16(at + 10, true),
      isLink: (mode & typeBits) === linkType,
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      ...sizesOf(view, at, extraAt, extraLength),
    });
    at = next;
  }
  return entries;
}

/** Returns the sizes and the offset of an entry. An extra field contains the values that need 64 bits. */
function sizesOf(
  view: DataView,
  at: number,
  extraAt: number,
  extraLength: number,
): Pick<ZipEntry, "size" | "packedSize" | "at"> {
  const values = [24, 20, 42].map((offset) => view.getUint32(at + offset, true));
  const end = extraAt + extraLength;
  for (let field = extraAt; field + 4 <= end; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let valueAt = field + 4;
    // The Zip64 field contains only the values that do not fit into 32 bits, in the order of `values`.
    for (const [index, value] of values.entries()) {
      if (value !== far32 || valueAt + 8 > end) continue;
      values[index] = numberAt(view, valueAt);
      valueAt += 8;
    }
  }
  const [size = 0, packedSize = 0, headerAt = 0] = values;
  return { size, packedSize, at: headerAt };
}

/** Finds the last record of the zip. After this record, only a comment of at most 65,535 bytes can follow. */
function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - endLength - far16);
  for (let at = view.byteLength - endLength; at >= first; at--) {
    if (view.getUint32(at, true) === endMark) return at;
  }
  throw new ZipFault("the end of the zip is missing");
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function numberAt(view: DataView, at: number): number {
  const number = Number(view.getBigUint64(at, true));
  if (!Number.isSafeInteger(number)) throw new ZipFault("a size in the zip is damaged");
  return number;
}
