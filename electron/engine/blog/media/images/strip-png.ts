import { crc32 } from "node:zlib";
import { orientationBlock, orientationOf } from "./orientation.ts";

/**
 * Types of chunks that describe the picture, its colours and its animation.
 * @see https://www.w3.org/TR/png-3/
 */
const needed = new Set([
  ...["IHDR", "PLTE", "IDAT", "IEND", "tRNS"],
  ...["cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "pHYs", "hIST"],
  ...["acTL", "fcTL", "fdAT"],
]);

/** Removes all metadata except the orientation from a PNG. Returns null if the file is damaged. */
export function stripPng(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString("latin1");
    if (needed.has(type)) kept.push(bytes.subarray(at, end));
    if (type === "eXIf") kept.push(...uprightChunk(bytes.subarray(at + 8, at + 8 + length)));
    if (type === "IEND") return Buffer.concat(kept);
    at = end;
  }
  return null;
}

function uprightChunk(exif: Uint8Array): Uint8Array[] {
  const orientation = orientationOf(exif);
  if (orientation === 1) return [];
  const content = Buffer.concat([Buffer.from("eXIf", "latin1"), orientationBlock(orientation)]);
  const chunk = Buffer.alloc(content.length + 8);
  chunk.writeUInt32BE(content.length - 4, 0);
  content.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(content), content.length + 4);
  return [chunk];
}
