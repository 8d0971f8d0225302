/** Kinds of images that browsers show; the name is the file's ending. */
export type ImageType = "png" | "jpg" | "gif" | "webp" | "avif" | "svg";

/** What the bytes are, whatever the file is called; null when they are no image that every browser shows. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const starts = (signature: string, at = 0): boolean =>
    Buffer.from(
      bytes.buffer,
      bytes.byteOffset + at,
      Math.min(signature.length, Math.max(0, bytes.length - at)),
    ).toString("latin1") === signature;
  if (starts("\x89PNG\r\n\x1A\n")) return "png";
  if (starts("\xFF\xD8\xFF")) return "jpg";
  if (starts("GIF87a") || starts("GIF89a")) return "gif";
  if (starts("RIFF") && starts("WEBP", 8)) return "webp";
  if (starts("ftypavif", 4) || starts("ftypavis", 4)) return "avif";
  return /^\uFEFF?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)/i.test(headOf(bytes)) ? "svg" : null;
}

function headOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, 256));
}
