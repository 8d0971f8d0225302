/** Types of metadata items in an AVIF file: EXIF, XMP (as a MIME item), and items whose type is a URI. */
const aboutThePicture = new Set(["Exif", "mime", "uri "]);

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Overwrites EXIF and XMP in an AVIF with zeros. Returns null if the file is damaged.
 * Does not remove the bytes, because the offsets in the file would become wrong (ISO/IEC 14496-12, `iloc`).
 */
export function stripAvif(bytes: Uint8Array): Uint8Array | null {
  const clean = Buffer.from(bytes);
  try {
    const meta = boxesIn(clean, 0, clean.length).find(({ type }) => type === "meta");
    if (!meta) return null;
    const inside = boxesIn(clean, meta.start + 4, meta.end);
    const info = inside.find(({ type }) => type === "iinf");
    const locations = inside.find(({ type }) => type === "iloc");
    if (!info || !locations) return null;
    const data = inside.find(({ type }) => type === "idat");
    for (const { from, to } of extentsOf(clean, locations, itemsAbout(clean, info), data?.start ?? 0)) {
      clean.fill(0, from, to);
    }
    return clean;
  } catch {
    // An error means that the file is truncated: an offset is beyond its end.
    return null;
  }
}

function boxesIn(bytes: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to; ) {
    const short = bytes.readUInt32BE(at);
    const isLong = short === 1;
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
    if (size < 8 || at + size > to) throw new RangeError("box");
    const type = bytes.toString("latin1", at + 4, at + 8);
    boxes.push({ type, start: at + (isLong ? 16 : 8), end: at + size });
    at += size;
  }
  return boxes;
}

/** Returns the ids of the items that are metadata. */
function itemsAbout(bytes: Buffer, info: Box): Set<number> {
  const version = bytes.readUInt8(info.start);
  const entries = boxesIn(bytes, info.start + (version === 0 ? 6 : 8), info.end);
  const ids = new Set<number>();
  for (const { start } of entries) {
    const wide = bytes.readUInt8(start) >= 3;
    const id = wide ? bytes.readUInt32BE(start + 4) : bytes.readUInt16BE(start + 4);
    const typeAt = start + (wide ? 10 : 8);
    if (aboutThePicture.has(bytes.toString("latin1", typeAt, typeAt + 4))) ids.add(id);
  }
  return ids;
}

function* extentsOf(
  bytes: Buffer,
  { start }: Box,
  ids: ReadonlySet<number>,
  dataStart: number,
): Generator<{ readonly from: number; readonly to: number }> {
  const version = bytes.readUInt8(start);
  const sizes = bytes.readUInt16BE(start + 4);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  const idSize = version < 2 ? 2 : 4;
  let at = start + 6;
  const next = (size: number): number => {
    const value =
      size === 8 ? Number(bytes.readBigUInt64BE(at)) : size === 0 ? 0 : bytes.readUIntBE(at, size);
    at += size;
    return value;
  };
  for (let remaining = next(idSize); remaining > 0; remaining--) {
    const id = next(idSize);
    const isInData = version > 0 && (next(2) & 15) === 1;
    next(2); // Skips the data reference index, which means "this file".
    const base = next(baseSize) + (isInData ? dataStart : 0);
    for (let extents = next(2); extents > 0; extents--) {
      next(indexSize);
      const from = base + next(offsetSize);
      const length = next(lengthSize);
      if (!ids.has(id)) continue;
      if (length === 0) throw new RangeError("an item that is the whole file");
      yield { from, to: from + length };
    }
  }
}
