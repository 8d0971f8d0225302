import { closeSync, readSync } from "node:fs";
import { openSync } from "#engine/base/files/change-files-sync.ts";
import type { RetryTime } from "#engine/base/files/retry-held.ts";

interface VideoSize {
  readonly width: number;
  readonly height: number;
}

/** Number of bytes to read. Nearly every WebM file describes its tracks within these bytes. */
const webmHead = 64 * 1024;
/** Maximum number of bytes to read from the box `moov`, which is smaller even in a video of several hours. */
const maxMoov = 16 * 1024 * 1024;

/**
 * Returns the displayed size of a video (MP4, WebM) in pixels, or null if it is unknown.
 * Throws the system's error if the file cannot be read.
 */
export function videoSize(location: string, retry: RetryTime = "short"): VideoSize | null {
  const file = openSync(location, "r", retry);
  try {
    const read = (at: number, length: number): Buffer => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, at));
    };
    return /\.webm$/i.test(location) ? webmSize(read(0, webmHead)) : mp4Size(read);
  } catch (error) {
    // A RangeError means that the file is damaged. Other errors come from the system.
    if (error instanceof RangeError) return null;
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Finds the box `moov` of the file, and in `moov` the first track with a size. */
function mp4Size(read: (at: number, length: number) => Buffer): VideoSize | null {
  for (let at = 0; ; ) {
    const head = read(at, 16);
    if (head.length < 8) return null;
    const short = head.readUInt32BE(0);
    const size = short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short;
    if (head.toString("latin1", 4, 8) === "moov") return trackSize(read(at, Math.min(size, maxMoov)));
    if (size < 8) return null;
    at += size;
  }
}

/** Reads the boxes `tkhd`, whose last 44 bytes are a matrix, the width and the height. */
function trackSize(moov: Buffer): VideoSize | null {
  for (let at = moov.indexOf("tkhd"); at >= 4; at = moov.indexOf("tkhd", at + 4)) {
    const end = at - 4 + moov.readUInt32BE(at - 4);
    if (end > moov.length || end - at < 80) continue;
    const [width, height] = [moov.readUInt32BE(end - 8) >>> 16, moov.readUInt32BE(end - 4) >>> 16];
    // The first two numbers of the matrix are 0 and ±1 if players rotate the video by 90°.
    const isTurned = moov.readInt32BE(end - 44) === 0 && moov.readInt32BE(end - 40) !== 0;
    if (width > 0 && height > 0) return isTurned ? { width: height, height: width } : { width, height };
  }
  return null;
}

/** Finds the elements PixelWidth (B0) and PixelHeight (BA) of the element Video (E0). */
function webmSize(bytes: Buffer): VideoSize | null {
  for (let at = bytes.indexOf(0xe0); at >= 0 && at < bytes.length; at = bytes.indexOf(0xe0, at + 1)) {
    const part = bytes.subarray(at + 1, at + 128);
    const [width, height] = [elementNumber(part, 0xb0), elementNumber(part, 0xba)];
    if (width > 0 && height > 0) return { width, height };
  }
  return null;
}

/** Returns the number in an EBML element with a one-byte id; 0 if the element is missing. */
function elementNumber(bytes: Buffer, id: number): number {
  for (let at = bytes.indexOf(id); at >= 0; at = bytes.indexOf(id, at + 1)) {
    if (bytes[at + 1] === 0x82) return bytes.readUInt16BE(at + 2);
    if (bytes[at + 1] === 0x81) return bytes.readUInt8(at + 2);
  }
  return 0;
}
