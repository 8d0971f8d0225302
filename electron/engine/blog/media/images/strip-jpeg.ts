import { orientationBlock, orientationOf, turnedOrientation } from "./orientation.ts";

const exifName = "Exif\0\0";
const iccName = "ICC_PROFILE\0";

/**
 * Removes EXIF, XMP, IPTC, comments and previews from a JPEG. Returns null if the file is damaged.
 * Keeps the picture, the colour profile, the JFIF and Adobe segments, and the orientation in EXIF.
 * `rotation` is a clockwise rotation in degrees. It changes the stored orientation, not the pixels.
 */
export function stripJpeg(bytes: Uint8Array, rotation = 0): Uint8Array | null {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let orientation = 1;
  for (const segment of jpegSegments(bytes)) {
    if (segment === null) return null;
    const { marker, whole, content } = segment;
    if (marker === 0xe1 && nameOf(content, exifName))
      orientation = orientationOf(content.subarray(exifName.length));
    if (belongsToPicture(marker, content)) kept.push(whole);
  }
  orientation = turnedOrientation(orientation, rotation);
  if (orientation !== 1) kept.splice(1, 0, orientationSegment(orientation));
  return Buffer.concat(kept);
}

interface Segment {
  readonly marker: number;
  /** All bytes of the segment, including marker and length. The segment of a scan includes the image data. */
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
}

/** Yields the segments of a JPEG. Yields null and stops at the first damaged segment. */
export function* jpegSegments(bytes: Uint8Array): Generator<Segment | null> {
  for (let at = 2; ; ) {
    // Skips FF bytes before a marker, because these bytes are padding.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) return yield null;
    if (marker === 0xd9) {
      return yield { marker, whole: bytes.subarray(at, at + 2), content: bytes.subarray(at + 2, at + 2) };
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return yield null;
    const after = marker === 0xda ? endOfScan(bytes, end) : end;
    yield { marker, whole: bytes.subarray(at, after), content: bytes.subarray(at + 4, end) };
    at = after;
  }
}

/** Returns the offset of the next marker: an FF byte that is not followed by 00 or a restart marker. */
function endOfScan(bytes: Uint8Array, start: number): number {
  let at = bytes.indexOf(0xff, start);
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 2);
  }
  return bytes.length;
}

/** Returns the segments of a JPEG that contain its colour profile. */
export function profileSegments(bytes: Uint8Array): Uint8Array[] {
  return Array.from(jpegSegments(bytes)).flatMap((segment) =>
    segment?.marker === 0xe2 && nameOf(segment.content, iccName) ? [segment.whole] : [],
  );
}

function belongsToPicture(marker: number, content: Uint8Array): boolean {
  const isApplication = marker >= 0xe0 && marker <= 0xef;
  if (!isApplication) return marker !== 0xfe;
  if (marker === 0xe0) return nameOf(content, "JFIF\0");
  if (marker === 0xe2) return nameOf(content, iccName);
  return marker === 0xee && nameOf(content, "Adobe");
}

function nameOf(content: Uint8Array, name: string): boolean {
  return Buffer.from(content.subarray(0, name.length)).toString("latin1") === name;
}

function orientationSegment(orientation: number): Uint8Array {
  const content = Buffer.concat([Buffer.from(exifName, "latin1"), orientationBlock(orientation)]);
  const head = Buffer.from([0xff, 0xe1, 0, content.length + 2]);
  return Buffer.concat([head, content]);
}
