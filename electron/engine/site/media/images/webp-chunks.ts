/** A chunk of a WebP file: https://developers.google.com/speed/webp/docs/riff_container */
export interface WebpChunk {
  readonly type: string;
  readonly content: Buffer;
}

/** Reads the chunks of a WebP file; null if the file is truncated. */
export function readWebpChunks(bytes: Buffer): WebpChunk[] | null {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) return null;
  const chunks: WebpChunk[] = [];
  for (let at = 12; at + 8 <= end; ) {
    const size = bytes.readUInt32LE(at + 4);
    if (at + 8 + size > end) return null;
    chunks.push({
      type: bytes.toString("latin1", at, at + 4),
      content: bytes.subarray(at + 8, at + 8 + size),
    });
    at += 8 + size + (size % 2);
  }
  return chunks.length === 0 ? null : chunks;
}

export function writeWebpChunks(chunks: readonly WebpChunk[]): Buffer {
  const parts = chunks.flatMap(({ type, content }) => {
    const head = Buffer.from(`${type}\0\0\0\0`, "latin1");
    head.writeUInt32LE(content.length, 4);
    return [head, content, Buffer.alloc(content.length % 2)];
  });
  const body = Buffer.concat(parts);
  const head = Buffer.from("RIFF\0\0\0\0WEBP", "latin1");
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

export const webpFlags = { profile: 0x20, opacity: 0x10, animation: 0x02 } as const;

export function isLossless(webp: Buffer): boolean {
  return readWebpChunks(webp)?.some(({ type }) => type === "VP8L") ?? false;
}

/** Embeds an ICC profile in an encoded picture. */
export function withProfile(
  webp: Buffer,
  profile: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
): Buffer {
  const chunks = readWebpChunks(webp) ?? [];
  const extended = chunks.find(({ type }) => type === "VP8X")?.content;
  const lossless = chunks.find(({ type }) => type === "VP8L")?.content;
  const header = Buffer.alloc(10);
  // A lossless picture begins with its width (14 bits), its height (14 bits), and one bit for transparency.
  const opacity = lossless && (lossless.readUInt32LE(1) & 0x10000000) !== 0 ? webpFlags.opacity : 0;
  header.writeUInt8((extended?.readUInt8(0) ?? opacity) | webpFlags.profile, 0);
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  return writeWebpChunks([
    { type: "VP8X", content: header },
    { type: "ICCP", content: Buffer.from(profile) },
    ...chunks.filter(({ type }) => type !== "VP8X"),
  ]);
}
