/** Properties of a still picture, read from the file without decoding the picture. */
export interface ImageTraits {
  readonly type: "jpg" | "png" | "webp";
  /** Width in pixels as stored, before EXIF rotation. */
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  /** ICC profile to embed in the copies; null for sRGB, which needs no profile. */
  readonly profile: Uint8Array | null;
}

/**
 * The properties of a picture, or the reason why the picture gets no smaller copies.
 * `alone`: the picture is left alone, because WebP copies would look different.
 * Examples are animations and pictures whose colour profile is not RGB.
 */
export type Inspection = ImageTraits | "alone" | "broken" | "cmyk";

/** Maximum size in bytes of a profile to embed. A larger profile would add more bytes than a copy saves. */
const maxBytes = 16 * 1024;

/**
 * Returns the ICC profile to embed in copies, or null for sRGB, which browsers assume by default.
 * Returns `alone` if the profile is too large, or is not an RGB profile. No copies are then made.
 * In a profile, the colour space is at offset 16 (ICC.1:2022, 7.2).
 */
export function judgeProfile(profile: Uint8Array | null): Uint8Array | null | "alone" {
  if (profile === null) return null;
  const text = Buffer.from(profile.buffer, profile.byteOffset, profile.length).toString("latin1");
  if (text.slice(16, 20) !== "RGB " || profile.length > maxBytes) return "alone";
  // Recognises an sRGB profile by its description, which contains "sRGB" in ASCII or UTF-16.
  return /sRGB|s\0R\0G\0B/.test(text) ? null : profile;
}
