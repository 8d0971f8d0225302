/** Kinds of images that browsers show; the name is the file's ending. */
export type ImageType = "png" | "jpg" | "gif" | "webp" | "avif" | "svg";

const signatures: readonly (readonly [type: ImageType, pattern: RegExp])[] = [
  ["png", /^\x89PNG\r\n/],
  ["jpg", /^\xFF\xD8\xFF/],
  ["gif", /^GIF8[79]a/],
  ["webp", /^RIFF[\s\S]{4}WEBP/],
  // Its brand, or one of those that it is compatible with
  ["avif", /^[\s\S]{4}ftyp(?:[\s\S]{4}){0,8}?avi[fs]/],
  ["svg", /^(?:\xEF\xBB\xBF)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)/i],
];

/** What the bytes are, whatever the file is called; null when they are no image that every browser shows. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const head = Buffer.from(bytes.subarray(0, 64)).toString("latin1");
  return signatures.find(([, pattern]) => pattern.test(head))?.[0] ?? null;
}

/** Whether the bytes are a photo as newer phones store it (HEIC, HEIF), which few browsers show. */
export function isHeif(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  return /^[\s\S]{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/.test(head);
}
