import { crc32, inflateSync } from "node:zlib";
import { orientationOf } from "#engine/blog/media/images/orientation.ts";
import { type Inspection, judgeProfile } from "./image-traits.ts";

/** Types of chunks that only animated and high dynamic range pictures contain. */
const special = new Set(["acTL", "cICP", "mDCV", "cLLI"]);
/** Gamma 1/2.2 and the sRGB primaries in units of `gAMA` and `cHRM`: https://www.w3.org/TR/png-3/#11sRGB */
const srgbGamma = 45455;
const srgbPrimaries = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000];
const nearness = 1000;
const maxProfileBytes = 1024 * 1024;

/** Reads the properties of a PNG from its chunks. A file without an `IEND` chunk is `broken`. */
export function pngTraits(bytes: Buffer): Inspection {
  const chunks = readChunks(bytes);
  const header = chunks?.get("IHDR");
  if (!chunks || !header) return "broken";
  if ([...special].some((type) => chunks.has(type))) return "alone";
  const exif = chunks.get("eXIf");
  if (exif && orientationOf(exif) !== 1) return "alone";
  const profile = readProfile(chunks);
  if (profile === "alone") return "alone";
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  if (width === 0 || height === 0) return "broken";
  return { type: "png", width, height, orientation: 1, profile };
}

/** Returns the first chunk of each type; null if the file is truncated. */
function readChunks(bytes: Buffer): Map<string, Buffer> | null {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    if (!chunks.has(type)) chunks.set(type, bytes.subarray(at + 8, at + 8 + length));
    if (type === "IEND") return chunks;
    at = end;
  }
  return null;
}

function readProfile(chunks: ReadonlyMap<string, Buffer>): Uint8Array | null | "alone" {
  const embedded = chunks.get("iCCP");
  if (embedded) {
    // The chunk contains the profile's name, a NUL, the compression method, and then the profile.
    const packed = embedded.subarray(embedded.indexOf(0) + 2);
    try {
      return judgeProfile(inflateSync(packed, { maxOutputLength: maxProfileBytes }));
    } catch {
      return "alone";
    }
  }
  return chunks.has("sRGB") || hasUsualColours(chunks) ? null : "alone";
}

/** Adds the colour profile of the PNG `original` to the PNG `encoded`, if `original` has a profile. */
export function withPngProfile(encoded: Buffer, original: Buffer): Buffer {
  const profile = readChunks(original)?.get("iCCP");
  if (!profile) return encoded;
  const head = Buffer.from("\0\0\0\0iCCP", "latin1");
  head.writeUInt32BE(profile.length, 0);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), profile])), 0);
  // The signature (8 bytes) and the header (25 bytes) must stay at the beginning.
  return Buffer.concat([encoded.subarray(0, 33), head, profile, checksum, encoded.subarray(33)]);
}

function hasUsualColours(chunks: ReadonlyMap<string, Buffer>): boolean {
  const gamma = chunks.get("gAMA");
  if (gamma && Math.abs(gamma.readUInt32BE(0) - srgbGamma) > nearness) return false;
  const primaries = chunks.get("cHRM");
  return (
    !primaries ||
    srgbPrimaries.every(
      (expected, index) => Math.abs(primaries.readUInt32BE(index * 4) - expected) <= nearness,
    )
  );
}
