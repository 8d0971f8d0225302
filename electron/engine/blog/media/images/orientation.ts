/**
 * Number of EXIF's orientation tag.
 * @see https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf section 4.6.4
 */
const orientationTag = 0x0112;

/** Reads the orientation (1–8) from the TIFF block of EXIF. Returns 1 (upright) if there is none. */
export function orientationOf(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const little = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, little);
    const count = view.getUint16(directory, little);
    for (let index = 0; index < count; index++) {
      const entry = directory + 2 + index * 12;
      if (view.getUint16(entry, little) !== orientationTag) continue;
      const value = view.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch {
    // An error means that the block is truncated or not TIFF.
  }
  return 1;
}

/** Returns a TIFF block that contains only the orientation. */
export function orientationBlock(orientation: number): Uint8Array {
  const bytes = new Uint8Array(26);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4d4d); // Big-endian
  view.setUint16(2, 42);
  view.setUint32(4, 8); // Offset of the directory, right after the header
  view.setUint16(8, 1); // One entry
  view.setUint16(10, orientationTag);
  view.setUint16(12, 3); // Type: SHORT
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return bytes;
}

/**
 * EXIF orientations: first the unmirrored ones, then the mirrored ones. Each step in a list is 90° clockwise.
 */
const clockwise: readonly (readonly number[])[] = [
  [1, 6, 3, 8],
  [2, 7, 4, 5],
];

/** Returns the orientation after a clockwise rotation of the displayed picture. `rotation` is in degrees. */
export function turnedOrientation(orientation: number, rotation: number): number {
  for (const turns of clockwise) {
    const at = turns.indexOf(orientation);
    if (at >= 0) return turns[(at + rotation / 90) % 4] ?? orientation;
  }
  return orientation;
}
