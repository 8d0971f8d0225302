/**
 * Types of chunks that describe the picture, its colours and its animation.
 * @see https://developers.google.com/speed/webp/docs/riff_container
 */
const needed = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
const exifFlag = 0x08;
const xmpFlag = 0x04;

/** Removes EXIF, XMP and unknown chunks from a WebP. Returns null if the file is damaged. */
export function stripWebp(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return null;
  const kept: Uint8Array[] = [];
  for (let at = 12; at + 8 <= end; ) {
    const type = Buffer.from(bytes.subarray(at, at + 4)).toString("latin1");
    const size = view.getUint32(at + 4, true);
    const next = at + 8 + size + (size % 2);
    if (next > end) return null;
    // Copies the chunk, because its flags may be changed.
    const chunk = Buffer.from(bytes.subarray(at, next));
    if (type === "VP8X") chunk.writeUInt8(chunk.readUInt8(8) & ~(exifFlag | xmpFlag), 8);
    if (needed.has(type)) kept.push(chunk);
    at = next;
  }
  const content = Buffer.concat(kept);
  const head = Buffer.from("RIFF\0\0\0\0WEBP", "latin1");
  head.writeUInt32LE(content.length + 4, 4);
  return content.length === 0 ? null : Buffer.concat([head, content]);
}
