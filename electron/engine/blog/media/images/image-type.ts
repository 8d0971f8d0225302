/** Image types that all browsers show. Each is also the file extension. */
export type ImageType = "png" | "jpg" | "gif" | "webp" | "avif" | "svg";

const signatures: readonly (readonly [type: ImageType, pattern: RegExp])[] = [
  ["png", /^\x89PNG\r\n/],
  ["jpg", /^\xFF\xD8\xFF/],
  ["gif", /^GIF8[79]a/],
  ["webp", /^RIFF[\s\S]{4}WEBP/],
  // `avif` or `avis` is the file's main brand or one of its compatible brands.
  ["avif", /^[\s\S]{4}ftyp(?:[\s\S]{4}){0,8}?avi[fs]/],
  ["svg", /^(?:\xEF\xBB\xBF)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)/i],
];

/** Detects the type of an image by its bytes. Returns null for types that not every browser can show. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const head = Buffer.from(bytes.subarray(0, 64)).toString("latin1");
  return signatures.find(([, pattern]) => pattern.test(head))?.[0] ?? null;
}

/** Whether the bytes are a HEIC or HEIF photo. Newer phones use this format, which few browsers can show. */
export function isHeif(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  return /^[\s\S]{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/.test(head);
}
