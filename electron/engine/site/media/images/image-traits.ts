/** Properties of a still picture, read from the file without decoding the picture. */
export interface ImageTraits {
  readonly type: "jpg" | "png" | "webp";
  /** Width in pixels as stored, before EXIF rotation. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1–8. */
  readonly orientation: number;
  /** ICC profile that is embedded in the copies. Null for sRGB, which does not need a profile. */
  readonly profile: Uint8Array | null;
}

/**
 * The properties of a picture, or the reason why the picture gets no smaller copies. `alone` means that
 * copies would look different: the picture is animated, has more or other colours than WebP can store, or has
 * an orientation that browsers interpret differently.
 */
export type Inspection = ImageTraits | "alone" | "broken" | "cmyk";

/**
 * Maximum size in bytes of a profile to embed. A larger profile would cost more bytes than a small copy
 * saves.
 */
const maxBytes = 16 * 1024;

/**
 * Decides what to do with a picture's ICC profile. Returns the profile if it has to be embedded. Returns null
 * if it can be omitted, because it is sRGB, the default. Returns `alone` if no copies must be made, because
 * the profile is too large or not for RGB (ICC.1:2022, 7.2: the colour space is at offset 16).
 */
export function judgeProfile(profile: Uint8Array | null): Uint8Array | null | "alone" {
  if (profile === null) return null;
  const text = Buffer.from(profile.buffer, profile.byteOffset, profile.length).toString("latin1");
  if (text.slice(16, 20) !== "RGB " || profile.length > maxBytes) return "alone";
  // The profile's description contains "sRGB", in ASCII or UTF-16
  return /sRGB|s\0R\0G\0B/.test(text) ? null : profile;
}
